"""A true preview for staff: the public page, made from what is saved or from what is in the form."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from guidance.admin.tidying import TidyingAdmin
from guidance.admin.tidying_form import TidyingForm
from guidance.models import (
    GuidancePage,
    GuidedRoute,
    Handout,
    Helpline,
    PolicyTemplate,
    Publishable,
    Resource,
    RiskArea,
    Role,
    Service,
    Update,
)
from guidance.services import overlay
from guidance.views import handouts, helplines, pages, policies, resources, risks, roles, training, updates

PAGES: dict[type[Publishable], tuple[str, Callable[..., dict]]] = {
    GuidancePage: ("guidance/page.html", pages.page_context),
    Handout: ("guidance/handout.html", handouts.handout_context),
    Helpline: ("guidance/helplines.html", helplines.helpline_context),
    PolicyTemplate: ("guidance/policies/policy.html", policies.draft_context),
    Resource: ("guidance/resource.html", resources.resource_context),
    RiskArea: ("guidance/risk_area.html", risks.risk_area_context),
    Role: ("guidance/role.html", roles.role_context),
    Service: ("guidance/service.html", training.service_context),
    Update: ("guidance/update.html", updates.update_context),
}
# Their words are clauses and questions, and these are written once they are saved.
EMPTY_AT_FIRST = {PolicyTemplate, GuidedRoute}


@dataclass(frozen=True)
class Filled:
    """What a form says of the row that it was filled in for."""

    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class PreviewAdmin(TidyingAdmin):
    """Adds a preview of the public page to a model's admin. Nothing that it shows is stored."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view
        return [
            path("add/preview/", view(self.preview_new_view), name=f"{name}_new"),
            path("<path:object_id>/preview/", view(self.preview_view), name=name),
            *super().get_urls(),
        ]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show one page as readers would see it; POST shows the form without saving it."""
        obj = self.viewable(request, object_id)
        is_unsaved = request.method == "POST"
        filled = self._fill_in(request, obj) if is_unsaved else Filled()
        return self._page(request, obj, filled, is_unsaved=is_unsaved)

    @method_decorator(require_http_methods(["POST"]))
    def preview_new_view(self, request: HttpRequest) -> HttpResponse:
        """Show a page that is not saved yet. What its form refuses is named instead."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if self.model in EMPTY_AT_FIRST:
            raise Http404
        obj = self.model()
        filled = self._fill_in(request, obj, change=False)
        if filled.problems:
            context = {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "problems": filled.problems,
            }
            return TemplateResponse(request, "admin/guidance/no_preview_yet.html", context)
        # No row has this key, so every list that hangs on the row is empty.
        obj.pk = 0
        return self._page(request, obj, filled, is_unsaved=True)

    def _page(
        self, request: HttpRequest, obj: Publishable, filled: Filled, *, is_unsaved: bool
    ) -> HttpResponse:
        page, context_of = self.page_of(obj)
        context = context_of(obj)
        context["problems"] = [*context.get("problems", []), *filled.problems]
        context["is_copy"] = getattr(obj, "working_copy", None) is not None
        said = {"preview": True, "noindex": True, "is_unsaved": is_unsaved, "warnings": filled.warnings}
        return render(request, page, context | said)

    def page_of(self, obj: Publishable) -> tuple[str, Callable[..., dict]]:
        """The template of the page on which readers see ``obj``, and what makes its context."""
        return PAGES[self.model]

    def preview_new_url(self) -> str:
        """The address of the preview of what is not saved yet; empty where there would be nothing to see."""
        if self.model in EMPTY_AT_FIRST:
            return ""
        return reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_preview_new")

    def preview_url(self, obj: Publishable) -> str:
        """The address of the preview of ``obj``."""
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_preview"
        return reverse(name, args=[obj.pk])

    def viewable(self, request: HttpRequest, object_id: str) -> Publishable:
        """Return the row. Raises Http404 for one there is not, PermissionDenied for one they may not see."""
        obj = self.get_object(request, object_id)
        # A guided route has previews of its own, one for each of its pages.
        if not isinstance(obj, Publishable) or self.model not in PAGES:
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        return obj

    def _fill_in(self, request: HttpRequest, obj: Publishable, *, change: bool = True) -> Filled:
        """Write what was typed on ``obj`` in memory, links included; return what the form says of it."""
        form_class = self.get_form(request, obj if change else None, change=change)
        form = cast(TidyingForm, form_class(request.POST, instance=obj))
        labels = {name: field.label for name, field in form.fields.items()}
        problems = [
            f"{labels.get(name, 'The page')}: {' '.join(map(str, errors))}"
            for name, errors in form.errors.items()
        ]
        for name in {one.name for one in obj._meta.many_to_many} & form.cleaned_data.keys():
            overlay.show_rows(obj, name, form.cleaned_data[name])
        return Filled(problems, form.warnings())
