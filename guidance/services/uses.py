"""Where a thing is used: what links to it, shows its number, cites it, or leads there."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from guidance.includes import BLOCK
from guidance.links.references import of_row
from guidance.models import (
    Clause,
    ContentUse,
    Duty,
    Fact,
    GovernorQuestion,
    GuidancePage,
    GuidedRoute,
    Handout,
    Helpline,
    PolicyTemplate,
    Publishable,
    Resource,
    RiskArea,
    Role,
    RouteOutcome,
    RouteQuestion,
    Service,
    SharedBlock,
    Synonym,
    Update,
)
from guidance.models.use import How
from guidance.services import made_uses, use_names
from guidance.services.use_names import Use

HOLDERS: tuple[type[Model], ...] = (
    *(GuidancePage, RiskArea, Handout, Helpline, Resource, PolicyTemplate, Clause, GuidedRoute),
    *(RouteQuestion, RouteOutcome, SharedBlock, Service, Role, Update, Synonym, Fact),
    *(Duty, GovernorQuestion),
)
"""What may use something, in the order of the list."""

# What a row of these needs to say its name and its address.
RELATED = {Clause: ["section__template"], RouteQuestion: ["route"], RouteOutcome: ["route"]}


def of(obj: Model, ways: Collection[How] = tuple(How)) -> list[Use]:
    """Return where ``obj`` is used in one of ``ways``, each place once, what the portal makes first.

    At most four queries and one for each kind of place. A shared block that shows its number is named, and
    so is every page that puts the block in.
    """
    found = ContentUse.objects.leading_to(*_targets(obj)).filter(how__in=ways)
    places = _places(found.exclude(_within(obj)))
    if isinstance(obj, Helpline) and How.SHOWS in ways:
        return [*made_uses.pages(obj), *{**dict(made_uses.of_kinds(obj)), **places}.values()]
    return [*_in_its_whole(obj), *places.values()]


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
        return [use_names.use_of(obj.section.template, "has it as a clause")]
    if not isinstance(obj, RouteQuestion | RouteOutcome):
        return []
    key = f"do/{obj.key}" if isinstance(obj, RouteOutcome) else obj.key
    routes = GuidedRoute.objects.filter(pk=obj.route_id)
    asked = RouteQuestion.objects.filter(route__in=routes, answers__next=key).distinct()
    with_doors: list[Any] = [*routes, *RouteOutcome.objects.filter(route__in=routes)]
    doors = [row for row in with_doors if any(door["next"] == key for door in row.also)]
    first = [row for row in routes if row.start == key and row not in doors]
    return [
        use_names.use_of(row, How.GOES_ON.label) for row in (*first, *asked.select_related("route"), *doors)
    ]


def _parts(rows: QuerySet) -> Q:
    return Q(holder_type=rows.model._meta.model_name, holder_id__in=rows.order_by().values("pk"))


def _is_list(obj: Publishable) -> bool:
    """Whether its address is the list of its kind, or the home page, below which others have theirs."""
    return isinstance(obj, GuidedRoute) and obj.is_common or isinstance(obj, Role) and obj.is_on_home


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
    uses = [(row.pk, use_names.use_of(row, _how_words(ways[row.pk]))) for row in rows]
    return sorted(uses, key=lambda pair: pair[1].title.casefold())


def _how_words(ways: Collection[How]) -> str:
    return ", ".join(how.label for how in How if how in ways)
