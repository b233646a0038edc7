"""The four risk areas."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance.models import GuidancePage, Handout, Helpline, Resource, Revision, RiskArea, Update
from guidance.views.grouping import by_choice
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn


@require_safe
def risk_areas(request: HttpRequest) -> HttpResponse:
    """The four areas side by side."""
    context = {
        "heading": "The four areas of online risk",
        "lead": "Online safety risks fall into four areas. Start with the one nearest to your question.",
        "crumbs": [],
        "risk_areas": RiskArea.objects.published(),
    }
    return render(request, "guidance/risk_areas.html", context)


@require_safe
@respond_410_when_withdrawn
def risk_area(request: HttpRequest, slug: str) -> HttpResponse:
    """One area: what it is, what to look for, what to do, and everything filed under it."""
    area = get_published_or_404(RiskArea.objects.all(), slug)
    return render(request, "guidance/risk_area.html", risk_area_context(area))


def risk_area_context(area: RiskArea) -> dict:
    """Everything the page of ``area`` shows."""
    resources = list(Resource.objects.published().filter(risk_areas=area).select_related("publisher"))
    return {
        "heading": area.title,
        "lead": area.summary,
        "crumbs": [("Risk areas", reverse("guidance:risk_areas"))],
        "area": area,
        "pages": GuidancePage.objects.published().filter(risk_areas=area),
        "statutory": [resource for resource in resources if resource.statutory],
        "sections": by_choice(resources, "section", Resource.Section),
        "helplines": Helpline.objects.published().filter(risk_areas=area),
        "handouts": Handout.objects.published().filter(risk_areas=area),
        "updates": Update.objects.published().filter(risk_areas=area)[:3],
        "content_date": area.content_date(Revision.objects.of(area).notable()),
        "other_areas": RiskArea.objects.published().exclude(pk=area.pk),
    }
