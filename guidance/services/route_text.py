"""A guided route as data: from its draft rows, and from an edition that was issued."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Prefetch, QuerySet

from guidance.models import (
    GuidedRoute,
    RouteAnswer,
    RouteEdition,
    RouteOutcome,
    RouteQuestion,
    RouteStep,
)
from guidance.routes.schema import Answer, Chart, Labelled, Outcome, Parents, Question, Route, Step
from guidance.routes.unfreeze import unfreeze

OUTCOME_LISTS = ("ring", "do_not", "record", "removal", "blocks", "links", "facts")
OUTCOME_TEXTS = ("key", "level", "title", "verdict", "short", "chart", "reader", "review")


def of_edition(edition: RouteEdition) -> Route:
    """Return the route as ``edition`` froze it, with who read it and when."""
    route = unfreeze(Route, edition.content)
    return replace(
        route,
        issued_on=edition.issued_on,
        reviewed_by=edition.reviewed_by,
        reviewed_on=edition.reviewed_on,
    )


def of_draft(route: GuidedRoute) -> Route:
    """Return the route as its rows stand now: six queries."""
    slugs = route.sources.values_list("slug", flat=True)
    return _whole(route, slugs, _questions(route), _outcomes(route))


def of_drafts() -> dict[str, Route]:
    """Return every route as its rows stand now, by slug: six queries for all of them."""
    rows = GuidedRoute.objects.prefetch_related("sources", "questions__answers", "outcomes__steps")
    return {
        row.slug: _whole(
            row, [one.slug for one in row.sources.all()], row.questions.all(), row.outcomes.all()
        )
        for row in rows
    }


def _whole(
    route: GuidedRoute,
    sources: Iterable[str],
    questions: Iterable[RouteQuestion],
    outcomes: Iterable[RouteOutcome],
) -> Route:
    return Route(
        slug=route.slug,
        title=route.title,
        short_title=route.short_title,
        summary=route.summary,
        lead=route.lead,
        order=route.order,
        start=route.start,
        sources=tuple(sorted(sources)),
        also=_doors(route.also),
        chart=unfreeze(Chart, route.chart),
        questions=tuple(question_of(row, row.answers.all()) for row in questions),
        outcomes=tuple(outcome_of(row, row.steps.all()) for row in outcomes),
    )


def same_words(one: Route, other: Route) -> bool:
    """Whether two texts of a route differ in nothing but date, second reader and order of sources."""
    return _words(one) == _words(other)


def _words(route: Route) -> Route:
    sources = tuple(sorted(route.sources))
    return replace(route, issued_on=None, reviewed_by="", reviewed_on=None, sources=sources)


def _questions(route: GuidedRoute) -> QuerySet[RouteQuestion]:
    return route.questions.prefetch_related(Prefetch("answers", RouteAnswer.objects.order_by("order", "pk")))


def _outcomes(route: GuidedRoute) -> QuerySet[RouteOutcome]:
    return route.outcomes.prefetch_related(Prefetch("steps", RouteStep.objects.order_by("order", "pk")))


def question_of(row: RouteQuestion, answers: Iterable[RouteAnswer]) -> Question:
    """Return the question in ``row`` with these answers, whether they are saved or only typed."""
    told = tuple(
        Answer(answer.label, answer.next, answer.hint, answer.unsure, answer.short) for answer in answers
    )
    return Question(row.key, row.title, told, row.hint, row.why, row.known, row.short)


def outcome_of(row: RouteOutcome, steps: Iterable[RouteStep]) -> Outcome:
    """Return the outcome in ``row`` with these steps, whether they are saved or only typed."""
    plain: dict[str, Any] = {name: getattr(row, name) for name in OUTCOME_TEXTS}
    lists: dict[str, Any] = {name: tuple(getattr(row, name)) for name in OUTCOME_LISTS}
    return Outcome(
        **plain,
        **lists,
        steps=tuple(_step(step) for step in steps),
        parents=Parents(row.parents_state, row.parents_words),
        tell=_labelled(row.tell),
        differences=_labelled(row.differences),
        also=_doors(row.also),
    )


def _step(row: RouteStep) -> Step:
    return Step(row.when, row.title, row.text, row.who, row.done, row.block)


def _labelled(items: list[dict]) -> tuple[Labelled, ...]:
    return tuple(unfreeze(Labelled, item) for item in items)


def _doors(items: list[dict]) -> tuple[Answer, ...]:
    return tuple(unfreeze(Answer, item) for item in items)
