"""What governors take to a meeting, for Word: their questions with room for answers, and the briefing."""

from collections.abc import Iterator
from datetime import date

from guidance.blocks import Block, Bullets, Paragraph, Run, Table
from guidance.planner.board import Board, TermQuestions, when_words
from guidance.planner.briefing import Briefing, Item, Part
from guidance.policies.document import (
    PUBLISHER,
    Document,
    SectionHeading,
    cell,
    paragraph,
    unnumbered,
)
from guidance.policies.document import Part as DocumentPart
from guidance.policies.placeholders import long_date
from guidance.sentences import as_sentence

FOOT = "No child and no case is named in this paper."
ASK = ("Ask", "A good answer has", "A poor answer sounds like", "What we heard")
SEES = ("What", "When", "What you see", "Seen on")


def of_questions(board: Board, *, made_on: date, address: str) -> Document:
    """Return the questions of the three terms and what the board sees in a year, with room to write."""
    return Document(
        title="Questions for governors and trustees",
        author=PUBLISHER,
        subject="Online safety: what to ask, term by term",
        written_on=made_on,
        subtitle="Online safety, term by term",
        header_left="Questions for governors and trustees",
        header_right=long_date(made_on),
        footer=f"{FOOT} {address}",
        parts=tuple(_questions(board)),
        contents=False,
        landscape=True,
    )


def _questions(board: Board) -> Iterator[DocumentPart]:
    for term in board.terms:
        yield SectionHeading(term.title, numbered=False)
        yield unnumbered(_asked(term))
    if board.sees:
        rows = tuple((cell(duty.title), cell(when_words(duty)), cell(duty.proof), ()) for duty in board.sees)
        yield SectionHeading("What the board sees in a year", numbered=False)
        yield unnumbered(Table(tuple(map(cell, SEES)), rows, "What the board sees in a year"))


def _asked(term: TermQuestions) -> Table:
    rows = tuple((cell(one.ask), cell(one.good_answer), cell(one.poor_answer), ()) for one in term.questions)
    return Table(tuple(map(cell, ASK)), rows, term.title)


def of_briefing(briefing: Briefing, *, address: str) -> Document:
    """Return the briefing as a paper to speak from."""
    since = long_date(briefing.since)
    return Document(
        title="Online safety: a briefing for governors and trustees",
        author=PUBLISHER,
        subject=f"Briefing for governors, since {since}",
        written_on=briefing.made_on,
        subtitle=f"{briefing.minutes} minutes. New since {since}",
        header_left="Briefing for governors and trustees",
        header_right=long_date(briefing.made_on),
        footer=f"{FOOT} {address}",
        parts=tuple(_briefed(briefing)),
        contents=False,
    )


def _briefed(briefing: Briefing) -> Iterator[DocumentPart]:
    for part in briefing.parts:
        yield SectionHeading(f"{part.heading} ({minutes_words(part.minutes)})", numbered=False)
        yield unnumbered(*_told(part))
    if briefing.questions:
        minutes = minutes_words(briefing.minutes_for_questions)
        rows = tuple((cell(one.ask), cell(one.good_answer)) for one in briefing.questions)
        yield SectionHeading(f"Ask ({minutes})", numbered=False)
        yield unnumbered(Table((cell("Ask"), cell("A good answer has")), rows, "Questions to ask"))
    yield SectionHeading("For the minutes", numbered=False)
    yield unnumbered(
        Table((), ((cell("What we asked, and heard"), ()), (cell("What is done, by whom, by when"), ())))
    )


def _told(part: Part) -> Iterator[Block]:
    if not part.items:
        yield paragraph(part.empty)
        return
    yield Bullets(tuple(map(_line, part.items)))
    if part.more:
        yield Paragraph((Run(more_words(part.more), href=part.more_path),))


def _line(item: Item) -> tuple[Run, ...]:
    day = f"{item.day} " if item.day else ""
    return (Run(as_sentence(item.title), bold=True, href=item.path), Run(f" {day}{as_sentence(item.line)}"))


def minutes_words(minutes: int) -> str:
    """Return how long something takes: 1 minute, 2 minutes."""
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def more_words(count: int) -> str:
    """Return how many there was no time for."""
    return f"And {count} more on the site"
