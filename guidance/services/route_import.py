"""Take over guided routes and shared blocks that were written elsewhere, as the loader does with files.

Nobody is named as their second reader: screens then say that no adviser has reviewed them yet.
"""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from guidance.models import (
    GuidedRoute,
    RouteAnswer,
    RouteEdition,
    RouteOutcome,
    RouteQuestion,
    RouteStep,
    SharedBlock,
)
from guidance.routes.book import route_as_data
from guidance.routes.schema import Block, Outcome, Question, Route
from guidance.services.route_text import OUTCOME_LISTS, OUTCOME_TEXTS
from lesas_portal.core import audit


@transaction.atomic
def import_route(*, route: GuidedRoute, text: Route, note: str, by: audit.Actor) -> RouteEdition:
    """Make ``text`` the draft of ``route`` and its next edition. Whether it is sound is not judged here."""
    list(GuidedRoute.objects.locked([route.pk]))
    route.questions.all().delete()
    route.outcomes.all().delete()
    _write_questions(route, text.questions)
    _write_outcomes(route, text.outcomes)
    newest = route.editions.first()
    edition = RouteEdition.objects.create(
        route=route,
        number=newest.number + 1 if newest else 1,
        issued_on=text.issued_on or timezone.localdate(),
        note=note,
        by=audit.person(by),
        content=route_as_data(text),
    )
    audit.record("load", by=by, about=[route, edition])
    return edition


@transaction.atomic
def import_block(*, block: SharedBlock, text: Block, seed_state: str, by: audit.Actor) -> None:
    """Make ``text`` both the draft of ``block`` and what readers see."""
    if block.pk:
        SharedBlock.objects.select_for_update(no_key=True).get(pk=block.pk)
    block.title = block.public_title = text.title
    block.text = block.public_text = text.text
    block.facts, block.seed_state = list(text.facts), seed_state
    block.published_at, block.by, block.reviewed_by = timezone.now(), audit.person(by), ""
    block.save()
    audit.record("load", by=by, about=block)


def _write_questions(route: GuidedRoute, questions: tuple[Question, ...]) -> None:
    names = ("key", "title", "hint", "why", "short", "known")
    rows = RouteQuestion.objects.bulk_create(
        RouteQuestion(route=route, order=order, **{name: getattr(question, name) for name in names})
        for order, question in enumerate(questions)
    )
    RouteAnswer.objects.bulk_create(
        RouteAnswer(question=row, order=order, **asdict(answer))
        for row, question in zip(rows, questions, strict=True)
        for order, answer in enumerate(question.answers)
    )


def _write_outcomes(route: GuidedRoute, outcomes: tuple[Outcome, ...]) -> None:
    rows = RouteOutcome.objects.bulk_create(
        RouteOutcome(
            route=route,
            order=order,
            **{name: getattr(outcome, name) for name in OUTCOME_TEXTS},
            **{name: list(getattr(outcome, name)) for name in OUTCOME_LISTS},
            **{name: _as_list(getattr(outcome, name)) for name in ("tell", "differences", "also")},
            parents_state=outcome.parents.state,
            parents_words=outcome.parents.words,
        )
        for order, outcome in enumerate(outcomes)
    )
    RouteStep.objects.bulk_create(
        RouteStep(outcome=row, order=order, **asdict(step))
        for row, outcome in zip(rows, outcomes, strict=True)
        for order, step in enumerate(outcome.steps)
    )


def _as_list(items: tuple) -> list[dict]:
    return [asdict(item) for item in items]
