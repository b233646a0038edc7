"""Whether an address of this site works, asked of the rows: nothing is fetched."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone

from guidance.includes import BLOCK
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
    RouteEdition,
    Service,
    SharedBlock,
    Update,
)
from guidance.routes.schema import COMMON

PAGES: dict[str, type[Publishable]] = {
    "guidance:page": GuidancePage,
    "guidance:resource": Resource,
    "guidance:handout": Handout,
    "guidance:service": Service,
    "guidance:update": Update,
    "guidance:risk_area": RiskArea,
    "guidance:role": Role,
    "guidance:risk_feed": RiskArea,
    **dict.fromkeys(("guidance:route", "guidance:route_chart"), GuidedRoute),
    **dict.fromkeys(("guidance:route_question", "guidance:route_outcome"), GuidedRoute),
    **dict.fromkeys(
        (f"guidance:policy{part}" for part in ("", "_word", "_paper", "_sheet", "_tailor")), PolicyTemplate
    ),
}
"""Whose page an address is; any other address that resolves is a fixed page."""

NOWHERE = "There is no such page on this site."


def is_own(target: str) -> bool:
    """Whether ``target`` is an address of a page of this site, or a shared block that texts put in.

    Files of the site's own looks are no pages: whether they are there is not asked here.
    """
    return target.startswith(("/", BLOCK)) and not target.startswith(settings.STATIC_URL)


def problems(targets: Iterable[str]) -> dict[str, str]:
    """Return what is wrong with each of these own targets that does not work. A query for each kind."""
    wanted: dict[type[Model], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    found: dict[str, str] = {}
    nodes: list[tuple[str, ResolverMatch]] = []
    for target in targets:
        if target.startswith(BLOCK):
            wanted[SharedBlock][target.removeprefix(BLOCK)].append(target)
        elif "#" in target:
            wanted[Helpline][target.partition("#")[2]].append(target)
        elif match := _match(target):
            if model := PAGES.get(match.view_name):
                wanted[model][match.kwargs.get("slug") or match.kwargs["risk"]].append(target)
            if match.view_name in {"guidance:route_question", "guidance:route_outcome"}:
                nodes.append((target, match))
        else:
            found[target] = NOWHERE
    for kind, places in wanted.items():
        look = _blocks if kind is SharedBlock else _pages(kind)
        said = look(places)
        found |= {target: said[key] for key, named in places.items() if key in said for target in named}
    return {**_nodes(nodes), **found}


def _match(path: str) -> ResolverMatch | None:
    """What readers get at ``path``, which they may write without its last stroke."""
    for address in (path, f"{path}/"):
        with suppress(Resolver404):
            match = resolve(address)
            return None if "admin" in match.app_names else match
    return None


def _blocks(keys: Iterable[str]) -> dict[str, str]:
    public = set(SharedBlock.objects.public().filter(key__in=list(keys)).values_list("key", flat=True))
    return {key: f"There is no published shared block {key}." for key in keys if key not in public}


def _pages(model: Any) -> Callable[[Iterable[str]], dict[str, str]]:
    def look(slugs: Iterable[str]) -> dict[str, str]:
        rows = model.objects.select_related("successor").filter(slug__in=list(slugs))
        said = {row.slug: _said(row) for row in rows}
        return {slug: words for slug in slugs if (words := said.get(slug, NOWHERE))}

    return look


def _said(row: Publishable) -> str:
    """What a reader of a link to ``row`` meets; empty for the page itself."""
    state = row.state()
    match state:
        case Publishable.State.PUBLIC:
            return ""
        case Publishable.State.DRAFT:
            return "The page is a draft, so readers cannot open it."
        case Publishable.State.SCHEDULED:
            day = timezone.localtime(row.publish_at)
            return f"The page is not public before {day:%-d %B %Y}."
    if replacement := row.replacement:
        return f"The page was withdrawn. Its address says so and leads on to “{replacement.title}”."[:300]
    return "The page was withdrawn. Its address says so."


def _nodes(nodes: list[tuple[str, ResolverMatch]]) -> dict[str, str]:
    """Questions and outcomes that no edition has which readers get."""
    if not nodes:
        return {}
    slugs = {match.kwargs["slug"] for _, match in nodes}
    editions = RouteEdition.objects.public().filter(route__slug__in=[*slugs, COMMON])
    kept: dict[str, set[str]] = {}
    for edition in editions.select_related("route"):
        words = edition.content
        start = reverse("guidance:route", args=[edition.route.slug])
        kept[edition.route.slug] = {
            *(f"{start}{one['key']}/" for one in words["questions"]),
            *(f"{start}do/{one['key']}/" for one in words["outcomes"]),
        }
    common = {path.partition(f"/{COMMON}/")[2] for path in kept.get(COMMON, ())}
    return {target: NOWHERE for target, match in nodes if not _is_kept(match, kept, common)}


def _is_kept(match: ResolverMatch, kept: dict[str, set[str]], common: set[str]) -> bool:
    slug = match.kwargs["slug"]
    path = reverse(match.view_name, kwargs=match.kwargs)
    return path in kept.get(slug, set()) or path.partition(f"/{slug}/")[2] in common
