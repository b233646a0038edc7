"""The search page, its JSON and its OpenSearch description.

They belong to the project package because they know both apps: ``guidance.search`` finds, and the screen of
``enquiries`` tells whether the words read like a concern about a child. Then the signpost comes first,
and nothing that was typed is kept, not even as a count.
"""

import re

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enquiries.services import screen
from enquiries.triage import Route
from guidance import search
from guidance.models import RiskArea

CONCERNS = {Route.FRONT_DOOR, Route.LADO}
FACET_LABELS = {"kind": "Kind", "risk": "Risk area", "phase": "Phase"}


@never_cache
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """One ranked list over everything public; odd words never fail, a page that is not there is a 404."""
    typed = request.GET.get("q", "")
    found, signpost = _find(request)
    context = {
        # Titles stay in histories and on shared screens, so only words that read like no concern are in it.
        "heading": f"Search: {found.raw_query}"
        if found.raw_query and signpost == Route.STRATEGIC
        else "Search",
        "crumbs": [],
        "noindex": True,
        "has_own_search": True,
        "found": found,
        "facets": _facets(found, request.GET) if typed else [],
        "query": _query(request.GET, without="page"),
        "as_typed_query": _query(request.GET, exact="1", without="page"),
        "page_number": found.page,
        "is_concern": signpost in CONCERNS,
        "is_about_staff": signpost == Route.LADO,
        "risk_areas": RiskArea.objects.published() if not found.total else (),
    }
    return render(request, "search/search.html", context)


@never_cache
@require_safe
def search_json(request: HttpRequest) -> JsonResponse:
    """The same results as JSON; described on the page about this site."""
    try:
        found, signpost = _find(request)
    except Http404:
        return JsonResponse({"errors": {"page": ["There is no such page of results."]}}, status=404)
    return JsonResponse(
        {
            "query": found.raw_query,
            "used": found.corrected_query,
            "repaired": found.was_corrected,
            "notes": found.notes,
            "concern": signpost in CONCERNS,
            "count": found.total,
            "page": found.page,
            "pages": found.pages,
            "results": [_as_json(request, hit) for hit in found.hits],
        }
    )


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The OpenSearch 1.1 description, so that a browser can add this search."""
    return render(
        request, "opensearch.xml", content_type="application/opensearchdescription+xml; charset=utf-8"
    )


def _find(request: HttpRequest) -> tuple[search.SearchResults, Route | None]:
    """Search for what was asked and count it if nothing was found; raises Http404 for no such page.

    The route says where to point the reader. None: the screen is broken, so nothing is claimed or counted.
    """
    typed = request.GET.get("q", "")
    filters = search.SearchFilters(**{name: _slug(request.GET.get(name, "")) for name in FACET_LABELS})
    page = request.GET.get("page", "1")
    if not page.isdecimal() or len(page) > 4:
        raise Http404
    found = search.find(typed, filters=filters, page=int(page), as_typed="exact" in request.GET)
    if found.page != int(page):
        raise Http404
    screened = screen.screen_search(typed)
    if screened is None:
        return found, None
    if not found.total and not filters and screened.route == Route.STRATEGIC:
        search.count_zero_results(typed)
    return found, screened.signpost


def _slug(value: str) -> str:
    """``value`` if it can be a facet's value at all, else one that no facet has."""
    return value if re.fullmatch(r"[a-z0-9-]{0,30}", value) else "unknown"


def _facets(found: search.SearchResults, asked: QueryDict) -> list[dict]:
    """The facets with something to choose, each choice with the address that takes or leaves it."""
    facets = []
    for name, choices in found.facets.items():
        links = [
            {"choice": choice, "query": _query(asked, **{name: "" if choice.chosen else choice.value})}
            for choice in choices
        ]
        if links:
            facets.append({"name": name, "label": FACET_LABELS[name], "links": links})
    return facets


def _query(asked: QueryDict, *, without: str = "", **changed: str) -> str:
    """The query string of ``asked`` with some values changed; a change starts again on the first page."""
    names = ("q", *FACET_LABELS, "exact", *(() if changed else ("page",)))
    values = QueryDict(mutable=True)
    for name in names:
        value = changed.get(name, asked.get(name, ""))
        if value and name != without:
            values[name] = value
    return values.urlencode()


def _as_json(request: HttpRequest, hit: search.Hit) -> dict:
    return {
        "title": "".join(piece.text for piece in hit.title),
        "page": request.build_absolute_uri(hit.url),
        "part": request.build_absolute_uri(hit.part_url) if hit.part_url else None,
        "kind": hit.kind,
        "phone": hit.phone or None,
        "summary": "".join(piece.text for piece in hit.summary),
    }
