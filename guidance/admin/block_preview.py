"""A true preview of a shared block: its words as a page prints them, from what is saved or typed."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from guidance.admin.route_preview import refused
from guidance.admin.saving import SavingAdmin
from guidance.models import SharedBlock
from guidance.services import included


class BlockPreview(SavingAdmin):
    """Adds a preview to the admin of shared blocks. Nothing that it shows is stored."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_view)
        return [
            path("<path:object_id>/preview/", view, name="guidance_sharedblock_preview"),
            *super().get_urls(),
        ]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the draft as readers would see it; POST shows the form without saving it."""
        obj = self.get_object(request, object_id)
        if not isinstance(obj, SharedBlock):
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        said: dict[str, list[str]] = {}
        if is_unsaved := request.method == "POST":
            form = self.get_form(request, obj, change=True)(request.POST, instance=obj)
            said = {"problems": list(refused(form)), "warnings": form.warnings()}
        text = included.annotated(obj.text)
        context = {"heading": obj.title, "crumbs": [], "body": text.texts[0], "notes": text.notes}
        flags = {"preview": True, "noindex": True, "is_unsaved": is_unsaved}
        return render(request, "guidance/block_preview.html", context | said | flags)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["preview_url"] = reverse("admin:guidance_sharedblock_preview", args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)
