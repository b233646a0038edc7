"""The action plan, for Word or as one web page: what is done first, by whom and by when, and what goes on.

Columns that a setting fills in are empty. What the page shows of a result stands below it in the same words.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from guidance.blocks import Bullets, Run, Runs, Table
from guidance.policies.document import Document, Part, SectionHeading, cell, paragraph, unnumbered
from guidance.self_review.answered import Answered
from guidance.self_review.paper_words import NO_NAMES, NOT_THIS, blank, origin, private_words
from guidance.self_review.result import Result, is_later
from guidance.self_review.summary import summary

HEAD = (
    *("Question", "Where we are, and where next", "Action, and how we will know", "Who leads, and name"),
    *("By when", "Time or money", "Done"),
)
KEEP_HEAD = ("Question", "Where we are", "Evidence to keep", "Next check")


def of_action_plan(result: Result, code: str, made_on: date) -> Document:
    """Return the plan that follows from ``result``; ``code`` and the day stand at its foot."""
    return replace(
        blank("Action plan", result, code, made_on),
        landscape=True,
        opening=(
            _about(result),
            paragraph(" ".join(summary(result))),
            *(paragraph(words) for words in (private_words(result),) if words),
        ),
        parts=(
            *_first(result),
            *_plan(result),
            *_kept(result),
            *_themes(result),
            *_end(result, code, made_on),
        ),
    )


def _about(result: Result) -> Table:
    pairs = [("Setting", "Date"), ("Who took part (roles)", "Next review")][: 1 if result.is_alone else 2]
    rows = tuple((cell(left), (), cell(right), ()) for left, right in pairs)
    return Table((), rows, "About this plan")


def _first(result: Result) -> Iterator[Part]:
    if result.first_three:
        points = tuple(_point(one) for one in result.first_three)
        yield SectionHeading(first_title(result), numbered=False)
        yield unnumbered(Bullets(points, "numbers"))


def first_title(result: Result) -> str:
    """Return the words above what is done first."""
    count = len(result.first_three)
    return {1: "Do this first", 2: "Do these two first"}.get(count, "Do these three first")


def _point(answered: Answered) -> Runs:
    question = answered.question
    name = Run(f"{question.title} ({question.id}). ", bold=True)
    return (name, Run(f"{answered.words}. {question.basis_words}. {answered.next_step}"))


def _plan(result: Result) -> Iterator[Part]:
    if not result.plan:
        return
    rows = tuple(_row(place, one) for place, one in enumerate(result.plan, start=1))
    table = Table(tuple(map(cell, HEAD)), rows, "Action plan")
    below = [paragraph(result.omitted_words)] if result.omitted_words else []
    yield SectionHeading("What we will do", numbered=False)
    lead = paragraph("Empty columns are yours to fill in. Change the words of an action as you like.")
    yield unnumbered(lead, table, *below)


def _row(place: int, one: Answered) -> tuple[Runs, ...]:
    question = one.question
    later = " This can wait." if is_later(one) else ""
    return (
        (
            Run(f"{place}. {question.title}\n", bold=True),
            Run(f"{question.id}. {question.basis_words}.{later}"),
        ),
        cell(f"{one.words}\n→ {one.aim}"),
        cell("\n".join([one.next_step, *([f"How we will know: {one.proof}"] if one.proof else [])])),
        cell(f"{one.leads}\nName"),
        cell(f"Aim: {one.by_when}"),
        (),
        (),
    )


def _kept(result: Result) -> Iterator[Part]:
    if not result.reached:
        return
    rows = tuple(
        (cell(f"{one.question.title} ({one.question.id})"), cell(one.words), cell(one.question.evidence), ())
        for one in result.reached
    )
    yield SectionHeading("What we keep doing", numbered=False)
    lead = paragraph(result.edition.look_again)
    yield unnumbered(lead, Table(tuple(map(cell, KEEP_HEAD)), rows, "What we keep doing"))


def _themes(result: Result) -> Iterator[Part]:
    yield SectionHeading("Theme by theme", numbered=False)
    yield unnumbered(theme_table(result))


def theme_table(result: Result) -> Table:
    """Return the bars in words: each theme, how much is in place, and every answer."""
    rows = tuple((cell(one.theme.title), cell(one.reached), cell(one.each)) for one in result.themes)
    head = ("Theme", "In place or better", "Question by question")
    return Table(tuple(map(cell, head)), rows, "Theme by theme")


def _end(result: Result, code: str, made_on: date) -> Iterator[Part]:
    keep = (
        "Keep this code. It holds your answers and nothing about who or where you are. With it you can go on "
        "later, or see next year what has changed."
    )
    yield SectionHeading("Next year", numbered=False)
    where_from = f"{origin(result, made_on)} {NO_NAMES}"
    yield unnumbered(*map(paragraph, (keep, code, where_from, NOT_THIS)))
