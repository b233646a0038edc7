"""A true preview of a clause: the page of its template, with the clause as it is typed."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from guidance.admin.clause_form import ClauseForm
from guidance.admin.route_preview import refused
from guidance.admin.saving import SavingAdmin
from guidance.models import Clause
from guidance.views import policies


class ClausePreview(SavingAdmin):
    """Adds a preview to the admin of clauses. Nothing that it shows is stored."""

    def get_urls(self):
        name = "guidance_clause_preview"
        view = self.admin_site.admin_view
        return [
            path("add/preview/", view(self.preview_new_view), name=f"{name}_new"),
            path("<path:object_id>/preview/", view(self.preview_view), name=name),
            *super().get_urls(),
        ]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the draft of its template; POST shows the clause as typed in it, without saving it."""
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        return self._page(request, cast(Clause, obj))

    @method_decorator(require_http_methods(["POST"]))
    def preview_new_view(self, request: HttpRequest) -> HttpResponse:
        """Show a clause that is not saved yet."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self._page(request, None)

    def _page(self, request: HttpRequest, obj: Clause | None) -> HttpResponse:
        section, typed, said = obj.section if obj else None, None, {}
        if is_unsaved := request.method == "POST":
            form_class = self.get_form(request, obj, change=obj is not None)
            form = cast(ClauseForm, form_class(request.POST, instance=obj))
            problems = list(refused(form))
            section = section or form.cleaned_data.get("section")
            typed = None if problems or section is None else (section.key, form.frozen())
            said = {"problems": problems, "warnings": [] if problems else form.warnings()}
        if section is None:
            context = {**self.admin_site.each_context(request), "opts": self.opts, **said}
            return render(request, "admin/guidance/no_preview_yet.html", context)
        context = policies.draft_context(section.template, typed)
        said["problems"] = [*context["problems"], *said.get("problems", [])]
        flags = {"preview": True, "noindex": True, "is_unsaved": is_unsaved}
        return render(request, "guidance/policies/policy.html", context | said | flags)

    def preview_url(self, obj: Clause | None) -> str:
        """The address of the preview of ``obj``, at its place in the page; of a new one without ``obj``."""
        name = f"{self.admin_site.name}:guidance_clause_preview"
        return f"{reverse(name, args=[obj.pk])}#{obj.key}" if obj else reverse(f"{name}_new")
