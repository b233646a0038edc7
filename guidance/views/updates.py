"""What is new or changed."""

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance.models import Phase, Revision, RiskArea, Role, Update
from guidance.models.role import ON_HOME
from guidance.services import included
from guidance.update_entries import ENTRIES, UpdateEntries
from guidance.update_scope import scope_or_404
from guidance.update_terms import terms_told
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn
from guidance.views.update_parts import by_month
from lesas_portal.core.addresses import absolute

UPDATES_A_PAGE, TERMS_SHOWN = 10, 3


@require_safe
def updates(request: HttpRequest) -> HttpResponse:
    """Updates and notable changes, newest first, and the feeds that carry them."""
    try:
        # A page of a list is only ever sliced out of it.
        pages: Paginator = Paginator(UpdateEntries(), UPDATES_A_PAGE)  # type: ignore[arg-type]
        page = pages.page(request.GET.get("page") or 1)
    except (EmptyPage, PageNotAnInteger):
        raise Http404 from None
    context = {
        "heading": "Updates",
        "lead": "What is new or has changed in online safety for Kent settings.",
        "crumbs": [],
        "page": page,
        "months": by_month(list(page)),
        "page_number": page.number,
        "terms": terms_told()[:TERMS_SHOWN],
        **_feeds(),
    }
    return render(request, "guidance/updates.html", context)


@require_safe
def follow(request: HttpRequest, **named: str) -> HttpResponse:
    """What the feed of everything, or of one scope, is and holds: for whoever opens it in a browser."""
    scope = scope_or_404(**named)
    context = {
        "heading": f"Feed of updates: {scope.name}" if scope.name else "Feed of updates",
        "lead": "This is a feed. A program that reads feeds brings you each new entry from here.",
        "crumbs": [("Updates", reverse("guidance:updates"))],
        "feed_address": absolute(scope.feed_path),
        "updates": UpdateEntries(scope=scope)[:ENTRIES],
        **_feeds(),
        "noindex": True,
    }
    return render(request, "guidance/follow.html", context)


def _feeds() -> dict:
    """What can be followed alone: risk areas, roles, and phases with the one need among them."""
    return {
        "risk_areas": RiskArea.objects.published(),
        "roles": Role.objects.published().exclude(slug=ON_HOME),
        "all_phases": Phase.objects.all(),
    }


@require_safe
@respond_410_when_withdrawn
def update(request: HttpRequest, slug: str) -> HttpResponse:
    """One update."""
    return render(
        request, "guidance/update.html", update_context(get_published_or_404(Update.objects.all(), slug))
    )


def update_context(update: Update) -> dict:
    """Everything the page of ``update`` shows."""
    text = included.annotated(update.body)
    history = Revision.objects.of(update).notable()
    return {
        "heading": update.title,
        "lead": update.summary,
        "crumbs": [("Updates", reverse("guidance:updates"))],
        "update": update,
        "body": text.texts[0],
        "notes": text.notes,
        "obj": update,
        "history": history,
        "content_date": update.content_date(history),
        "sources": update.sources.published().as_sources(),
    }
