"""A true preview for staff: the public page, made from what is saved or from what is in the form."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from guidance.admin.saving import SavingAdmin
from guidance.models import (
    GuidancePage,
    Handout,
    Helpline,
    PolicyTemplate,
    Publishable,
    Resource,
    RiskArea,
    Service,
    Update,
)
from guidance.views import handouts, helplines, pages, policies, resources, risks, training, updates

PAGES: dict[type[Publishable], tuple[str, Callable[..., dict]]] = {
    GuidancePage: ("guidance/page.html", pages.page_context),
    Handout: ("guidance/handout.html", handouts.handout_context),
    Helpline: ("guidance/helplines.html", helplines.helpline_context),
    PolicyTemplate: ("guidance/policies/policy.html", policies.draft_context),
    Resource: ("guidance/resource.html", resources.resource_context),
    RiskArea: ("guidance/risk_area.html", risks.risk_area_context),
    Service: ("guidance/service.html", training.service_context),
    Update: ("guidance/update.html", updates.update_context),
}
# What pages show of relations that the form has, and that a row can have only once it is saved.
LISTS = ("risk_areas", "audiences", "phases")


class PreviewAdmin(SavingAdmin):
    """Adds a preview of the public page to a model's admin. Nothing that it shows is stored."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        return [path("<path:object_id>/preview/", view, name=name), *super().get_urls()]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show one page as readers would see it; POST shows the form without saving it."""
        obj = self.viewable(request, object_id)
        is_unsaved = request.method == "POST"
        lists, problems = self._fill_in(request, obj) if is_unsaved else ({}, [])
        page, context_of = PAGES[self.model]
        context = context_of(obj) | lists
        context["problems"] = [*context.get("problems", []), *problems]
        context["is_copy"] = getattr(obj, "working_copy", None) is not None
        return render(request, page, context | {"preview": True, "noindex": True, "is_unsaved": is_unsaved})

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

    def _fill_in(self, request: HttpRequest, obj: Publishable) -> tuple[dict, list[str]]:
        """Write what was typed on ``obj`` in memory; return its lists, and what the form refuses."""
        form = self.get_form(request, obj, change=True)(request.POST, instance=obj)
        labels = {name: field.label for name, field in form.fields.items()}
        problems = [
            f"{labels.get(name, 'The page')}: {' '.join(map(str, errors))}"
            for name, errors in form.errors.items()
        ]
        return {name: form.cleaned_data[name] for name in LISTS if name in form.cleaned_data}, problems
