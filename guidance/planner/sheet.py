"""A page that is filled in by hand, as a Word file: its headings, its texts and its empty tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from guidance import markup
from guidance.blocks import Block, SubHeading, Table, plain
from guidance.policies.document import PUBLISHER, Document, Part, SectionHeading, cell, unnumbered

HEADING = re.compile(r"^#{2,4}(?= )", re.MULTILINE)
MOST_UPRIGHT = 3
"""Columns that a page has room for when it stands upright."""
FILLED_IN = (("Name of the setting", "Filled in by, with role"), ("Date", "Next one on"))


@dataclass(frozen=True)
class Text:
    """A page in words: ``body`` is Markdown with what it names put in."""

    title: str
    summary: str
    body: str
    address: str
    written_on: date
    made_on: date


def of_page(text: Text) -> Document:
    """Return ``text`` as a document to fill in. Raises UnknownMarkupError for other markup."""
    blocks = markup.blocks(HEADING.sub("###", text.body))
    return Document(
        title=text.title,
        author=PUBLISHER,
        subject=text.summary,
        written_on=text.written_on,
        made_on=text.made_on,
        logo=True,
        contents=False,
        header_left=text.title,
        footer=f"{text.address}. Written by {PUBLISHER}, {text.written_on:%-d %B %Y}.",
        opening=(_who(),),
        parts=tuple(_parts(blocks)),
        landscape=any(isinstance(block, Table) and _columns(block) > MOST_UPRIGHT for block in blocks),
    )


def _who() -> Table:
    rows = tuple((cell(left), (), cell(right), ()) for left, right in FILLED_IN)
    return Table((), rows, "Who filled it in, and when")


def _columns(table: Table) -> int:
    return len(table.head) or len(table.rows[0])


def _parts(blocks: Sequence[Block]) -> Iterator[Part]:
    """The headings as those of sections, each with what stands under it."""
    under: list[Block] = []
    for block in blocks:
        if isinstance(block, SubHeading):
            if under:
                yield unnumbered(*under)
            yield SectionHeading(plain(block.runs), numbered=False)
            under = []
        else:
            under.append(block)
    if under:
        yield unnumbered(*under)
