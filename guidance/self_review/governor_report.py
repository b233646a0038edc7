"""The report for those who answer for a setting: one page, to ask by. Who works alone gets a note to self.

It names no child, no case and no supplier. It shows as much as fits the page: what is law first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from guidance.blocks import Block, Run, Runs, Table
from guidance.policies.document import Document, SectionHeading, cell, paragraph, unnumbered
from guidance.policies.docx.one_page import first_that_fits
from guidance.self_review.action_plan import first_title
from guidance.self_review.answered import Answered
from guidance.self_review.comparison import Comparison
from guidance.self_review.paper_words import blank
from guidance.self_review.result import Result
from guidance.self_review.schema import GovernorQuestion
from guidance.self_review.summary import answered_words, summary

FOOT = "No child, case or supplier is named in this {}."
NOT_THIS = "This is what we say of ourselves: not a certificate, and not an inspection."
ALONE_NOT_THIS = "This is what you say of yourself: not a certificate, and not an inspection."
MOST_LAW, MOST_STRONG, MOST_ASKED = 6, 5, 5
ASK_HEAD = ("Ask", "A good answer has", "A poor one")
THEMES = "Theme by theme: in place or better"


@dataclass(frozen=True)
class _Room:
    """How many points of law, strengths and further questions there is room for."""

    law: int
    strong: int
    asked: int


# Less each time, until the page holds it.
ROOMS = (
    *(_Room(MOST_LAW, strong, MOST_ASKED) for strong in (MOST_STRONG, 4, 3)),
    *(_Room(MOST_LAW, strong, asked) for strong, asked in ((3, 4), (3, 3), (2, 3), (2, 2), (2, 1))),
    *(_Room(law, strong, 1) for law, strong in ((4, 2), (3, 2), (3, 1))),
    *(_Room(law, strong, 0) for law, strong in ((4, 2), (3, 2), (3, 1), (2, 1), (1, 0))),
)


def of_governor_report(
    result: Result, code: str, made_on: date, comparison: Comparison | None = None
) -> Document:
    """Return the report on ``result``; with ``comparison`` it says what changed since last time."""
    whole = replace(
        blank(f"{report_name(result)}: online safety", result, code, made_on),
        subtitle="",
        footer=f"{FOOT.format('note' if result.is_alone else 'report')} Code {code}",
    )
    return first_that_fits(_filled(whole, result, comparison, room) for room in ROOMS)


def report_name(result: Result) -> str:
    """Return what the report is called."""
    return "Note to self" if result.is_alone else f"Report for {result.edition.governors}"


def asked_of(result: Result, most: int = MOST_ASKED) -> tuple[GovernorQuestion, ...]:
    """Return what to ask: always three, and up to ``most`` on what is lowest."""
    lowest = [one.question.governor for one in result.to_do if one.question.governor]
    return (*result.edition.always_ask, *lowest[:most])


def _filled(whole: Document, result: Result, comparison: Comparison | None, room: _Room) -> Document:
    """The document with as much in it as there is ``room`` for."""
    said = (" ".join(summary(result)), _private(result), _law(result, room), _since(comparison))
    return replace(
        whole,
        opening=(
            _about(result),
            *(paragraph(text) for text in said if text),
            _themes(result),
            *_first(result),
            *_strong(result, room),
        ),
        parts=(
            SectionHeading("Ask yourself" if result.is_alone else "Questions to ask", numbered=False),
            unnumbered(_asked(result, room), _decided(result)),
        ),
    )


def _about(result: Result) -> Table:
    if result.is_alone:
        return Table((), ((cell("Date"), ()),), "About this note")
    rows = (cell("Setting"), (), cell("Date"), ()), (cell("Who took part (roles)"), (), cell("Meeting"), ())
    return Table((), rows, "About this report")


def _private(result: Result) -> str:
    titles = " and ".join(f"“{theme.short}”" for theme in result.keeps_private)
    if result.is_alone:
        return f"{ALONE_NOT_THIS} Keep what you say of {titles} to yourself." if titles else ALONE_NOT_THIS
    return f"{NOT_THIS} Talk about {titles} in the closed part of a meeting." if titles else NOT_THIS


def _themes(result: Result) -> Table:
    """Two themes in a row, so that ten of them need five lines."""
    cells = [(cell(one.theme.short), cell(one.share)) for one in result.themes]
    if len(cells) % 2:
        cells.append((cell("Answered"), cell(answered_words(result).removeprefix("You answered ")[:-1])))
    rows = tuple((*left, *right) for left, right in zip(cells[::2], cells[1::2], strict=True))
    return Table((), rows, THEMES)


def _law(result: Result, room: _Room) -> str:
    found = result.law_below
    shown = [f"{one.question.title} ({one.question.id})" for one in found[: room.law]]
    more = [f"and {len(found) - room.law} more"] if len(found) > room.law else []
    return f"Law and statutory guidance below “in place”: {'; '.join([*shown, *more])}." if shown else ""


def _since(comparison: Comparison | None) -> str:
    if comparison is None:
        return ""
    down = [change.now.question.id for change in comparison.down_first]
    lower = f" Lower than then: {', '.join(down)}." if down else ""
    return f"Since last time: {comparison.sentence}{lower}"


def _strong(result: Result, room: _Room) -> Iterator[Block]:
    found = result.reached[: room.strong]
    if found:
        head = ("What is in place", "To show at inspection" if result.is_alone else "What I saw")
        rows = tuple((cell(f"{one.question.title} ({one.question.id})"), ()) for one in found)
        yield Table(tuple(map(cell, head)), rows, "What is strong")


def _first(result: Result) -> Iterator[Block]:
    if result.first_three:
        rows = tuple(_action(one) for one in result.first_three)
        head = (first_title(result), "Who", "By when")
        yield Table(tuple(map(cell, head)), rows, "What is done first")


def _action(one: Answered) -> tuple[Runs, ...]:
    name = Run(f"{one.question.title} ({one.question.id}): ", bold=True)
    return (name, Run(one.first_sentence)), (), ()


def _asked(result: Result, room: _Room) -> Table:
    rows = tuple((cell(one.ask), cell(one.good), cell(one.poor)) for one in asked_of(result, room.asked))
    return Table(tuple(map(cell, ASK_HEAD)), rows, "Questions to ask")


def _decided(result: Result) -> Table:
    review = (cell("Next review"), ())
    row = review if result.is_alone else (cell("Decisions"), (), *review)
    return Table((), (row,), "Decided")
