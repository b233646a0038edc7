"""The inventory: the filtered list, one resource, and the list as JSON."""

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from guidance.filters import ResourceFilter
from guidance.models import GuidancePage, Resource, Revision
from guidance.services.while_unchanged import while_unchanged
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn
from lesas_portal.core.addresses import absolute
from lesas_portal.core.conditional import conditional

RESOURCES_A_PAGE = 20
PAGES_SHOWN = 5
"""How many of our pages stand open on the page of a resource; the others are folded."""
LEAD = "Guidance, teaching resources, tools and services, from Kent and nationally. Filter the list to fit."


@require_safe
def resources(request: HttpRequest) -> HttpResponse:
    """The inventory with facets; an unknown filter value answers 400 and says so."""
    form = ResourceFilter(request.GET)
    context = {"heading": "Resources", "crumbs": [], "form": form, "lead": LEAD}
    if not form.is_valid():
        context |= {"noindex": True, "way_back": ("Show all resources", reverse("guidance:resources"))}
        return render(request, "guidance/bad_filter.html", context, status=400)
    page = form.page_of(form.filter(), RESOURCES_A_PAGE)
    context |= {
        "page": page,
        "resources": _rows(tuple(page.object_list), is_kept=not form.cleaned_data["q"]),
        "page_number": page.number,
        "facets": form.facets(),
        "chips": form.chips(),
        "query": form.query(),
        # Only the whole list is worth a place in a search engine.
        "noindex": bool(form.query()),
    }
    return _with_words(request, context, form)


def _rows(keys: tuple[int, ...], *, is_kept: bool) -> list[Resource]:
    """The resources with these keys. What words found is not kept: it would tell of the words."""
    return _kept_rows(keys) if is_kept else Resource.objects.for_cards().in_order(keys)


@while_unchanged
def _kept_rows(keys: tuple[int, ...]) -> list[Resource]:
    return Resource.objects.for_cards().in_order(keys)


def _with_words(request: HttpRequest, context: dict, form: ResourceFilter) -> HttpResponse:
    """Render the list, which nobody keeps with words; below who to ring when they read like a concern.

    Heading and paper repeat the words, unless they tell of somebody.
    """
    words = form.cleaned_data["q"]
    concern, may_repeat = import_string(settings.WORDS_READER)(words) if words else (None, True)
    if concern:
        context |= {"concern": concern, "is_answer": True, "crumbs": None}
    context["heading"] = form.heading("Resources", words=words if may_repeat else "")
    if may_repeat:
        context["paper_query"] = form.page_query()
    response = render(request, "guidance/resources.html", context)
    if words:
        add_never_cache_headers(response)
    return response


@require_safe
@respond_410_when_withdrawn
def resource(request: HttpRequest, slug: str) -> HttpResponse:
    """One resource, with what the portal knows of it."""
    queryset = Resource.objects.select_related("publisher", "helpline", "successor").with_categories()
    context = resource_context(get_published_or_404(queryset, slug))
    response = render(request, "guidance/resource.html", context)
    if context["helpline"]:
        # It may say "Open now", which is true only now, so a kept copy is asked about again.
        response["Cache-Control"] = "no-cache"
    return response


def resource_context(resource: Resource) -> dict:
    """Everything the page of ``resource`` shows."""
    helpline = resource.helpline
    history = Revision.objects.of(resource).notable()
    cited_by = _cited_by(resource)
    return {
        "heading": resource.title,
        "lead": resource.summary,
        "crumbs": [("Resources", reverse("guidance:resources"))],
        "resource": resource,
        "obj": resource,
        "risk_areas": resource.risk_areas.all(),
        "audiences": resource.audiences.all(),
        "phases": resource.phases.all(),
        "helpline": helpline if helpline and helpline.is_published() else None,
        "cited_by": cited_by[:PAGES_SHOWN],
        "also_cited_by": cited_by[PAGES_SHOWN:],
        "history": history,
        "content_date": resource.content_date(history),
    }


def _cited_by(resource: Resource) -> list[GuidancePage]:
    """Our pages that rest on it: first those that link to it or its parts most, then by few sources."""
    same = GuidancePage.objects.filter(pk=OuterRef("pk")).order_by()
    sources = Subquery(same.values("pk").annotate(number=Count("sources")).values("number"))
    pages = resource.cited_by.published().order_by(sources, "title")
    return sorted(pages, key=lambda page: -page.body.count(f"(resource:{resource.slug}"))


@require_safe
@conditional
def resources_json(request: HttpRequest) -> JsonResponse:
    """The inventory as JSON, with the same filters; described at /about/data/."""
    form = ResourceFilter(request.GET)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    queryset = Resource.objects.select_related("publisher").with_categories()
    found = queryset.in_order(form.filter())
    response = JsonResponse({"count": len(found), "resources": [_as_json(resource) for resource in found]})
    if form.cleaned_data["q"]:
        add_never_cache_headers(response)
    return response


def _as_json(resource: Resource) -> dict:
    return {
        "key": resource.slug,
        "title": resource.title,
        "page": absolute(resource.get_absolute_url()),
        "url": resource.url or None,
        "publisher": resource.publisher.name,
        "kind": resource.kind,
        "standing": resource.standing or None,
        "section": resource.section,
        "summary": resource.summary,
        "risk_areas": [area.slug for area in resource.risk_areas.all()],
        "audiences": [audience.slug for audience in resource.audiences.all()],
        "phases": [phase.slug for phase in resource.phases.all()],
        "statutory": resource.statutory,
        "greater_risk": resource.greater_risk,
        "edition": f"{resource.edition:%Y-%m}" if resource.edition else None,
        "checked_on": resource.checked_on,
    }
