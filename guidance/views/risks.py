"""The four risk areas."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance import area_roles
from guidance.models import Revision, RiskArea
from guidance.models.risk_area import TEXTS
from guidance.services import included
from guidance.services.while_unchanged import while_unchanged
from guidance.update_entries import UpdateEntries
from guidance.update_scope import Scope
from guidance.views.risk_parts import contents_of, linked_helplines
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
    """One area: what to do first, what to look for, whom to ring, and where to read on."""
    return render(request, "guidance/risk_area.html", _public_context(slug))


@while_unchanged
def _public_context(slug: str) -> dict:
    return risk_area_context(get_published_or_404(RiskArea.objects.all(), slug))


def risk_area_context(area: RiskArea) -> dict:
    """Everything the page of ``area`` shows."""
    history = Revision.objects.of(area).notable()
    text = included.annotated(*(getattr(area, name) for name in TEXTS))
    texts = dict(zip(TEXTS, text.texts, strict=True))
    roles, pages = area_roles.read(texts["roles"]), area.main_pages.published()
    return {
        "heading": area.heading or area.title,
        "lead": area.summary,
        "crumbs": [("Risk areas", reverse("guidance:risk_areas"))],
        "area": area,
        "text": texts,
        "roles": roles,
        "notes": text.notes,
        "helplines": linked_helplines(area, text.texts),
        "pages": pages,
        "contents": contents_of(area, has_roles=bool(roles), has_pages=bool(pages)),
        "updates": UpdateEntries(scope=Scope(area=area))[:3],
        "history": history,
        "content_date": area.content_date(history),
        "other_areas": RiskArea.objects.published().exclude(pk=area.pk),
    }
