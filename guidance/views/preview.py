"""A true preview for staff: the public page, made from what is saved or from what is in the form.

The admin site guards the view (urls.py): staff only, and no copy is stored anywhere.
"""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

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

PAGES = {
    "guidancepage": (GuidancePage, "guidance/page.html", pages.page_context),
    "handout": (Handout, "guidance/handout.html", handouts.handout_context),
    "helpline": (Helpline, "guidance/helplines.html", helplines.helpline_context),
    "policytemplate": (PolicyTemplate, "guidance/policies/policy.html", policies.draft_context),
    "resource": (Resource, "guidance/resource.html", resources.resource_context),
    "riskarea": (RiskArea, "guidance/risk_area.html", risks.risk_area_context),
    "service": (Service, "guidance/service.html", training.service_context),
    "update": (Update, "guidance/update.html", updates.update_context),
}


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    """Show staff one page as readers would see it; POST shows the admin's form without saving it."""
    if model not in PAGES:
        raise Http404
    kind, template, context_of = PAGES[model]
    if not request.user.has_perm(f"guidance.view_{model}"):
        raise PermissionDenied
    obj = get_object_or_404(kind, pk=pk)
    typed = request.method == "POST"
    problems = _fill_in(request, obj) if typed else []
    context = {"problems": [], **context_of(obj)}
    context["problems"] += problems
    context |= {"preview": True, "noindex": True, "typed": typed}
    return render(request, template, context)


def _fill_in(request: HttpRequest, obj: Publishable) -> list[str]:
    """Write what was typed on ``obj`` in memory; what the admin's form refuses stays, and is returned."""
    form_class = admin.site.get_model_admin(type(obj)).get_form(request, obj, change=True)
    form = form_class(request.POST, instance=obj)
    labels = {name: field.label for name, field in form.fields.items()}
    problems = [f"{labels.get(name, 'The page')}: {' '.join(errors)}" for name, errors in form.errors.items()]
    # The page reads its filing through these, so that ticks show before they are saved.
    obj._prefetched_objects_cache = {
        name: form.cleaned_data[name]
        for name in ("risk_areas", "audiences", "phases")
        if name in form.cleaned_data
    }
    return problems


@require_safe
def draft_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The clauses of a policy template as they stand now, issued or not, as a Word file for staff."""
    if not request.user.has_perm("guidance.view_policytemplate"):
        raise PermissionDenied
    return policies.draft_word(get_object_or_404(PolicyTemplate, pk=pk))
