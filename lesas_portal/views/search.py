"""The search page, its JSON and its OpenSearch description.

They belong to the project package because they know both apps: ``guidance.search`` finds, and the screen of
``enquiries`` tells whether the words read like a concern. Then who to ring and three chosen ways come first,
the results are folded below, and nothing that was typed is kept, not even as a count.
"""

from typing import cast

from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enquiries.services import screen
from guidance import search
from guidance.facet_form import PAGE_OF_RESULTS_MISSING
from guidance.facets import in_title
from guidance.filters import SearchForm
from guidance.views.home import what_all_come_for
from lesas_portal import concern
from lesas_portal.core.addresses import absolute
from lesas_portal.core.form_fields import READ_AT_MOST
from lesas_portal.core.middleware import AddressedRequest


@never_cache
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """One ranked list over everything public; an unknown filter value answers 400 and says so.

    Without a database words that read like a concern are still answered: with who to ring, and no results.
    """
    try:
        return _search_page(request)
    except Error:
        words = _whole_words(request)
        if answer := concern.answer(screen.screen_search(words), words):
            return _without_results(request, answer, words[: search.LONGEST_QUERY])
        raise


def _search_page(request: HttpRequest) -> HttpResponse:
    known = search.current_vocabulary()
    form = SearchForm(_asked(request), known)
    context = {"heading": "Search", "crumbs": [], "noindex": True, "form": form}
    if not form.is_valid():
        return _refusal(request, context)
    found, screened = _find(request, form, known)
    answer = concern.answer(screened, found.corrected_query)
    context |= _links(form) | {
        "has_own_search": True,
        "found": found,
        "facets": form.facets(found),
        # The engine cuts the pages; here they are only counted.
        "page": form.page_of(range(found.pages), 1),
        "page_number": found.page,
        "concern": answer,
        "is_answer": bool(answer),
        "crumbs": None if answer else [],
        **({} if found.raw_query else what_all_come_for()),
    }
    # Titles stay in histories and printed sheets, so only words that tell of nobody are in them.
    if found.raw_query and screened and not screened.tells:
        heading = form.heading(f"Search: {in_title(found.raw_query)}", " – ")
        context |= {"heading": heading, "paper_query": form.page_query()}
    return render(request, "search/search.html", context)


@never_cache
@require_safe
def search_json(request: HttpRequest) -> JsonResponse:
    """The same results as JSON; described on the page about this site."""
    known = search.current_vocabulary()
    form = SearchForm(_asked(request), known)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    try:
        found, screened = _find(request, form, known)
    except Http404:
        return JsonResponse({"errors": {"page": [PAGE_OF_RESULTS_MISSING]}}, status=404)
    return JsonResponse(
        {
            "query": found.raw_query,
            "used": found.corrected_query,
            "repaired": found.was_corrected,
            "notes": found.notes,
            "unknown": found.unknown,
            "weak": found.is_weak,
            "concern": bool(screened and screened.is_concern),
            "count": found.total,
            "page": found.page,
            "pages": found.pages,
            "results": [_as_json(hit) for hit in found.hits],
        }
    )


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The OpenSearch 1.1 description, so that a browser can add this search."""
    return render(
        request, "opensearch.xml", content_type="application/opensearchdescription+xml; charset=utf-8"
    )


def _asked(request: HttpRequest) -> QueryDict:
    """What was asked, with as much of the words as is searched for: every link holds them again."""
    asked = request.GET.copy()
    asked["q"] = asked.get("q", "")[: search.LONGEST_QUERY]
    return asked


def _whole_words(request: HttpRequest) -> str:
    """The words as far as the screen reads them, which is on where search has stopped."""
    return request.GET.get("q", "")[:READ_AT_MOST].replace("\0", " ")


def _find(
    request: HttpRequest, form: SearchForm, known: search.Vocabulary
) -> tuple[search.SearchResults, screen.ScreenedSearch | None]:
    """Search for what was asked and count what was not found; raises Http404 for no such page.

    None: the screen is broken, so nothing is claimed or counted. Words that tell of somebody are not counted
    either, whether or not they are taken for a concern.
    """
    filters, exact = form.filters(), bool(form.cleaned_data["exact"])
    asked = form.cleaned_data["q"]
    found = search.find(asked, known=known, filters=filters, page=form.page_number, exact=exact)
    if found.page != form.page_number:
        raise Http404
    words = _whole_words(request)
    screened = screen.screen_search(words, found.corrected_query if found.was_corrected else "")
    if screened and not filters and not screened.tells:
        address = cast(AddressedRequest, request).client_address
        if found.total:
            search.count_unknown_words(words, knows=known.knows, address=address)
            if found.is_weak:
                search.count_zero_results(words, address=address, found_little=True)
        else:
            search.count_zero_results(words, address=address)
    return found, screened


def _without_results(request: HttpRequest, answer: concern.Concern, words: str) -> HttpResponse:
    context = {
        **{"heading": "Search", "crumbs": None, "noindex": True, "is_answer": True, "has_own_search": True},
        "found": search.SearchResults(raw_query=words),
        "concern": answer,
        "is_away": True,
    }
    return render(request, "search/search.html", context, status=503)


def _links(form: SearchForm) -> dict:
    """The addresses of other searches from here."""
    return {
        "chips": form.chips(),
        "query": form.query(),
        "as_typed_query": form.query(exact="1"),
        "without_filters": urlencode({"q": form.cleaned_data["q"]}),
    }


def _refusal(request: HttpRequest, context: dict) -> HttpResponse:
    """Say which value of a filter is unknown, and lead back to the words alone."""
    words = urlencode({"q": context["form"].data.get("q", "")})
    way_back = "Search without filters", f"{reverse('search')}?{words}"
    return render(request, "guidance/bad_filter.html", context | {"way_back": way_back}, status=400)


def _as_json(hit: search.Hit) -> dict:
    return {
        "title": "".join(piece.text for piece in hit.title),
        "page": absolute(hit.url),
        "part": absolute(hit.part_url) if hit.part_url else None,
        "kind": hit.kind,
        "phone": hit.phone or None,
        "summary": "".join(piece.text for piece in hit.summary),
    }
