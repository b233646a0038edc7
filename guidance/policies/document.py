"""What a document is made of: its parts, which other modules lay out and ``docx`` writes."""

from dataclasses import dataclass
from datetime import date

from guidance.blocks import Block, Paragraph, Run, Runs

PUBLISHER = "LESAS, Kent County Council"
"""The author of what no setting has made its own."""


@dataclass(frozen=True)
class SectionHeading:
    """A section's heading, numbered unless it says otherwise; an ``annex`` has a letter and its own page."""

    text: str
    numbered: bool = True
    annex: str = ""
    new_page: bool = False


@dataclass(frozen=True)
class ClauseBlocks:
    """Blocks of one clause; the first paragraph carries the number when ``numbered``.

    ``large`` print is for easy-read pages, ``agreement`` (points at 12 pt) for what learners sign.
    """

    blocks: tuple[Block, ...]
    numbered: bool = True
    large: bool = False
    agreement: bool = False


Part = SectionHeading | ClauseBlocks


@dataclass(frozen=True)
class Document:
    """Everything a Word file holds: the same document makes the same bytes.

    ``written_on`` is the day of its words, ``made_on`` (else the same) the day on which the file was made,
    which its properties say. ``header_left`` and ``header_right`` stand on every page but the first,
    and on that too with ``head_on_first``, where a page is handed out alone;
    ``footer`` at the foot of every page, left of "Page 1 of 9". ``logo`` puts a place for one above the
    title. ``about`` says below the contents, in small type, what the document was made from.
    ``contents`` lists the sections; their pages are in it only with ``page_numbers``, which is for
    documents whose pages have been counted. ``landscape`` is for wide tables, ``two_columns``
    for a hand-out: its parts stand in two, below the opening.

    A table without a head (``head=()``) is one of labels and answers: its first column names the rows.
    ``Bullets`` of the kind "ticks" are choices with a box to tick before each.
    """

    title: str
    author: str
    subject: str
    written_on: date
    parts: tuple[Part, ...]
    opening: tuple[Block, ...] = ()
    about: tuple[Block, ...] = ()
    subtitle: str = ""
    header_left: str = ""
    header_right: str = ""
    footer: str = ""
    keywords: str = ""
    made_on: date | None = None
    logo: bool = False
    contents: bool = True
    page_numbers: bool = False
    head_on_first: bool = False
    landscape: bool = False
    two_columns: bool = False
    language: str = "en-GB"


def cell(text: str, href: str = "", *, bold: bool = False) -> Runs:
    """Return ``text`` as the runs of a cell or paragraph; none for an empty cell, to fill in by hand.

    A line end in the text of a cell starts a paragraph in it.
    """
    return (Run(text, bold=bold, href=href),) if text else ()


def paragraph(text: str) -> Paragraph:
    """Return ``text`` as a paragraph."""
    return Paragraph(cell(text))


def unnumbered(*blocks: Block) -> ClauseBlocks:
    """Return ``blocks`` as they stand where no clause is numbered."""
    return ClauseBlocks(blocks, numbered=False)
