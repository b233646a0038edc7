"""Where a thing is used: what links to it, shows its number, cites it, or leads there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from guidance.includes import BLOCK
from guidance.links.references import of_row
from guidance.models import (
    Clause,
    ContentUse,
    Fact,
    GuidancePage,
    GuidedRoute,
    Handout,
    Helpline,
    PolicyTemplate,
    Publishable,
    Resource,
    RiskArea,
    RouteOutcome,
    RouteQuestion,
    Service,
    SharedBlock,
    Synonym,
    Update,
)
from guidance.models.load_bearing import LADO, OFFICE, ON_FRONT_DOOR
from guidance.models.use import How
from guidance.services import use_names

HOLDERS: tuple[type[Model], ...] = (
    *(GuidancePage, RiskArea, Handout, Helpline, Resource, PolicyTemplate, Clause, GuidedRoute),
    *(RouteQuestion, RouteOutcome, SharedBlock, Service, Update, Synonym, Fact),
)
"""What may use something, in the order of the list."""

# What a row of these needs to say its name and its address.
RELATED = {Clause: ["section__template"], RouteQuestion: ["route"], RouteOutcome: ["route"]}


@dataclass(frozen=True)
class Use:
    """One place in which a thing is used: its title, its kind, its form, and its page if readers see it."""

    title: str
    kind: str
    url: str
    public_url: str
    how: str


def of(obj: Model) -> list[Use]:
    """Return where ``obj`` is used, each place once. At most two queries and one for each kind of place.

    A shared block that shows its number is named, and so is every page that puts the block in.
    """
    found = ContentUse.objects.leading_to(*_targets(obj))
    return [*_fixed_pages(obj), *_in_its_whole(obj), *_places(found.exclude(_within(obj))).values()]


def of_addresses(targets: Iterable[str]) -> dict[str, list[Use]]:
    """Return where each of these addresses is linked, of this site or another. As many queries as ``of``."""
    found = list(ContentUse.objects.leading_to(targets))
    places = _places(found)
    listed: dict[str, list[Use]] = {}
    for use in found:
        if place := places.get((use.holder_type, use.holder_id)):
            listed.setdefault(use.target, []).append(place)
    return listed


def public(places: Iterable[Use]) -> list[Use]:
    """Return those that readers see."""
    return [use for use in places if use.public_url]


def _targets(obj: Model) -> tuple[list[str], str]:
    """What leads to ``obj``: its number, its address, and what lies below its address."""
    if isinstance(obj, SharedBlock):
        return [of_row(obj), f"{BLOCK}{obj.key}"], ""
    if isinstance(obj, RouteQuestion | RouteOutcome):
        kind = "outcome" if isinstance(obj, RouteOutcome) else "question"
        return [of_row(obj), reverse(f"guidance:route_{kind}", args=[obj.route.slug, obj.key])], ""
    if not isinstance(obj, Publishable):
        return [of_row(obj)], ""
    address = obj.get_absolute_url()
    below = "" if isinstance(obj, Helpline) or _is_list(obj) else address
    return [of_row(obj), address], below


def _within(obj: Model) -> Q:
    """The uses of ``obj`` by itself, and by the questions, outcomes or clauses that it is made of."""
    own = Q(holder_type=obj._meta.model_name, holder_id=obj.pk)
    if isinstance(obj, PolicyTemplate):
        return own | _parts(Clause.objects.filter(section__template=obj))
    if isinstance(obj, GuidedRoute):
        parts = (RouteQuestion.objects.filter(route=obj), RouteOutcome.objects.filter(route=obj))
        return own | _parts(parts[0]) | _parts(parts[1])
    return own


def _in_its_whole(obj: Model) -> list[Use]:
    """The template of a clause; what goes on to a question or an outcome within its own route."""
    if isinstance(obj, Clause):
        return [replace(_use(obj.section.template, []), how="has it as a clause")]
    if not isinstance(obj, RouteQuestion | RouteOutcome):
        return []
    key = f"do/{obj.key}" if isinstance(obj, RouteOutcome) else obj.key
    routes = GuidedRoute.objects.filter(pk=obj.route_id)
    asked = RouteQuestion.objects.filter(route__in=routes, answers__next=key).distinct()
    with_doors: list[Any] = [*routes, *RouteOutcome.objects.filter(route__in=routes)]
    doors = [row for row in with_doors if any(door["next"] == key for door in row.also)]
    first = [row for row in routes if row.start == key and row not in doors]
    return [_use(row, [How.GOES_ON]) for row in (*first, *asked.select_related("route"), *doors)]


def _parts(rows: QuerySet) -> Q:
    return Q(holder_type=rows.model._meta.model_name, holder_id__in=rows.order_by().values("pk"))


def _is_list(obj: Publishable) -> bool:
    """Whether its address is the list of its kind, below which others have theirs."""
    return isinstance(obj, GuidedRoute) and obj.is_common


def _places(found: Iterable[ContentUse]) -> dict[tuple[str, int], Use]:
    """The places of ``found`` and those that put in a block among them, by what they are, in order."""
    ways: dict[str, dict[int, list[How]]] = {}
    blocks: dict[int, list[How]] = {}
    for use in found:
        _add(ways, use.holder_type, use.holder_id, How(use.how))
        if use.holder_type == SharedBlock._meta.model_name:
            blocks.setdefault(use.holder_id, []).append(How(use.how))
    if blocks:
        _add_through_blocks(ways, blocks)
    places: dict[tuple[str, int], Use] = {}
    for model in HOLDERS:
        name = str(model._meta.model_name)
        places |= {(name, pk): use for pk, use in _of_model(model, ways.get(name, {}))}
    return places


def _add_through_blocks(ways: dict[str, dict[int, list[How]]], blocks: dict[int, list[How]]) -> None:
    keys = dict(SharedBlock.objects.filter(pk__in=blocks).values_list("key", "pk"))
    for use in ContentUse.objects.leading_to(f"{BLOCK}{key}" for key in keys):
        for how in blocks[keys[use.target.removeprefix(BLOCK)]]:
            _add(ways, use.holder_type, use.holder_id, how)


def _add(ways: dict[str, dict[int, list[How]]], name: str, pk: int, how: How) -> None:
    known = ways.setdefault(name, {}).setdefault(pk, [])
    if how not in known:
        known.append(how)


def _of_model(model: type[Model], ways: dict[int, list[How]]) -> list[tuple[int, Use]]:
    if not ways:
        return []
    rows = model._default_manager.select_related(*RELATED.get(model, ())).filter(pk__in=ways)
    uses = [(row.pk, _use(row, ways[row.pk])) for row in rows]
    return sorted(uses, key=lambda pair: pair[1].title.casefold())


def _use(row: Any, ways: list[How]) -> Use:
    title, public_url = use_names.title_and_page(row)
    return Use(
        title=title,
        kind=str(row._meta.verbose_name),
        url=reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]),
        public_url=public_url,
        how=", ".join(how.label for how in How if how in ways),
    )


def _fixed_pages(obj: Model) -> list[Use]:
    """Pages of the site that show a helpline and are no content of their own."""
    slug = obj.slug if isinstance(obj, Helpline) else ""
    pages = [
        ("Worried about a child?", "guidance:front_door", ON_FRONT_DOOR),
        ("Refer it to the LADO", "guidance:allegations", (LADO, OFFICE)),
    ]
    return [
        Use(title, "page of this site", "", reverse(name), How.SHOWS.label)
        for title, name, slugs in pages
        if slug in slugs
    ]
