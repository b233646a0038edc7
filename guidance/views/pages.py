"""Guidance pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance import markup
from guidance.models import GuidancePage, Revision
from guidance.services import included
from guidance.services.while_unchanged import while_unchanged
from guidance.views.grouping import by_choice, contents_of
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn

GROUP_ICONS = {
    **{"respond": "happened", "start": "guide"},
    **{"people": "parent", "teach": "teacher", "local": "policy"},
}
"""The drawing that marks a group of guidance, wherever it is named. None says “issues in depth”."""


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Every guidance page, by group."""
    groups = by_choice(GuidancePage.objects.published(), "group", GuidancePage.Group)
    context = {
        "heading": "Guidance",
        "lead": "Plain guidance for staff: what to do, who does it and where the rules are.",
        "crumbs": [],
        "groups": groups,
        "icons": GROUP_ICONS,
        "contents": contents_of(groups),
    }
    return render(request, "guidance/pages.html", context)


@require_safe
@respond_410_when_withdrawn
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One guidance page with its contents list, sources and history."""
    return render(request, "guidance/page.html", _public_context(slug))


@while_unchanged
def _public_context(slug: str) -> dict:
    return page_context(get_published_or_404(GuidancePage.objects.with_categories(), slug))


def page_context(page: GuidancePage) -> dict:
    """Everything the page shows; the preview for advisers shows the same."""
    text = included.annotated(page.body)
    body = text.texts[0]
    sources = page.sources.published().as_sources()
    history = Revision.objects.of(page).notable()
    related = GuidancePage.objects.published().filter(group=page.group).exclude(pk=page.pk)
    return {
        "heading": page.title,
        "lead": page.summary,
        "crumbs": [("Guidance", reverse("guidance:pages"))],
        "page": page,
        "icon": GROUP_ICONS.get(page.group),
        "body": body,
        "notes": text.notes,
        "obj": page,
        "risk_areas": page.risk_areas.all(),
        "audiences": page.audiences.all(),
        "phases": page.phases.all(),
        "contents": tuple(heading for heading in markup.headings(body) if heading.level == 2),
        "sources": sources,
        "history": history,
        "content_date": page.content_date(history),
        "related": tuple((other.get_absolute_url(), other.title) for other in related),
    }
