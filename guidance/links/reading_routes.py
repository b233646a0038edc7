"""What guided routes lead to: their draft questions and outcomes, and the edition that readers get."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from guidance.links import addresses
from guidance.links.references import Reference, in_text, to_addresses, to_block, to_helpline, to_rows
from guidance.models import GuidedRoute, Resource, RouteEdition, RouteOutcome, RouteQuestion
from guidance.models.use import How


class _Places:
    """The slugs of all routes, which references name, and the newest edition of each, read when asked for."""

    def __init__(self) -> None:
        self.slugs = dict(GuidedRoute.objects.values_list("pk", "slug"))
        self.routes = frozenset(self.slugs.values())
        self._editions: dict[int, dict[str, Any]] = {}

    def edition(self, route: int) -> dict[str, Any]:
        """What readers get of a route, as it was frozen; empty before its first edition."""
        if route not in self._editions:
            newest = RouteEdition.objects.filter(route=route).order_by("-number").first()
            self._editions[route] = newest.content if newest else {}
        return self._editions[route]

    def nodes(self, route: int, kind: str) -> dict[str, dict[str, Any]]:
        """Its frozen questions or outcomes, by key."""
        return {node["key"]: node for node in self.edition(route).get(kind, [])}


def of_questions(questions: QuerySet[RouteQuestion]) -> Iterator[tuple[RouteQuestion, list[Reference]]]:
    """Yield each question with where its answers lead in other routes."""
    places = _Places()
    for question in questions.prefetch_related("answers"):
        frozen = places.nodes(question.route_id, "questions").get(question.key, {})
        answers = [
            *(answer.next for answer in question.answers.all()),
            *_next(frozen.get("answers", [])),
        ]
        yield question, [*_elsewhere(answers, question.route_id, places)]


def of_outcomes(outcomes: QuerySet[RouteOutcome]) -> Iterator[tuple[RouteOutcome, list[Reference]]]:
    """Yield each outcome with what it links, shows and puts in."""
    places = _Places()
    for outcome in outcomes.prefetch_related("steps"):
        frozen = places.nodes(outcome.route_id, "outcomes").get(outcome.key, {})
        draft = {name: getattr(outcome, name) for name in ("ring", "removal", "blocks", "links", "also")} | {
            "texts": list(outcome.texts()),
            "steps": [{"block": step.block} for step in outcome.steps.all()],
        }
        both = (draft, frozen | {"texts": [*_frozen_texts(frozen)]} if frozen else {})
        yield outcome, [one for node in both for one in _of_outcome(node, outcome.route_id, places)]


def of_routes(routes: QuerySet[GuidedRoute]) -> Iterator[tuple[GuidedRoute, list[Reference]]]:
    """Yield each route with its sources, its other doors, its chart, and outcomes that only readers have."""
    places = _Places()
    drafted: defaultdict[int, set[str]] = defaultdict(set)
    for route_id, key in RouteOutcome.objects.filter(route__in=routes).values_list("route", "key"):
        drafted[route_id].add(key)
    for route in routes.prefetch_related("sources"):
        yield route, [*_of_route(route, drafted[route.pk], places)]


def _of_route(route: GuidedRoute, drafted: set[str], places: _Places) -> Iterator[Reference]:
    frozen = places.edition(route.pk)
    yield from to_rows(Resource, [one.pk for one in route.sources.all()], How.CITES)
    yield from to_rows(GuidedRoute, [route.successor_id], How.REPLACED)
    yield from _elsewhere([*_next(route.also), *_next(frozen.get("also", []))], route.pk, places)
    for chart in (route.chart, frozen.get("chart", {})):
        yield from _in_texts(_strings(chart), route.pk, places)
    for key, node in places.nodes(route.pk, "outcomes").items():
        if key not in drafted:
            yield from _of_outcome(node | {"texts": [*_frozen_texts(node)]}, route.pk, places)


def _of_outcome(node: dict[str, Any], route: int, places: _Places) -> Iterator[Reference]:
    slug = places.slugs.get(route, "")
    yield from map(to_helpline, node.get("ring", []))
    yield from map(to_block, (*node.get("removal", []), *node.get("blocks", [])))
    yield from (to_block(step["block"]) for step in node.get("steps", []) if step.get("block"))
    links = (addresses.of_link(link, slug, places.routes) for link in node.get("links", []))
    yield from to_addresses(links, How.LINKS)
    yield from _elsewhere(_next(node.get("also", [])), route, places)
    yield from _in_texts(node.get("texts", []), route, places)


def _frozen_texts(node: dict[str, Any]) -> Iterator[str]:
    yield from (step["text"] for step in node.get("steps", []))
    yield from (row["text"] for name in ("tell", "differences") for row in node.get(name, []))
    yield from (*node.get("do_not", []), *node.get("record", []))
    yield from (node.get("review", ""), node.get("parents", {}).get("words", ""))


def _in_texts(texts: Iterable[str], route: int, places: _Places) -> Iterator[Reference]:
    for text in texts:
        yield from in_text(text, places.slugs.get(route, ""), places.routes)


def _elsewhere(references: Iterable[str], route: int, places: _Places) -> Iterator[Reference]:
    """Where these lead in other routes: within one, its own checks watch over them."""
    slug = places.slugs.get(route, "")
    found = (addresses.of_reference(one, slug, places.routes) for one in references)
    own = f"/{slug}/"
    yield from to_addresses((address for address in found if own not in address), How.GOES_ON)


def _next(answers: Iterable[dict[str, Any]]) -> list[str]:
    return [answer["next"] for answer in answers]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
