"""A hand-out as a Word file of one page, with the name of the setting that gives it out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from guidance import markup
from guidance.block_reader import UnknownMarkupError
from guidance.blocks import Block, Bullets, Paragraph, Pictures, Run, SubHeading
from guidance.policies.document import PUBLISHER, Document, cell, paragraph, unnumbered

HEADING = re.compile(r"^#{2,4}(?= )", re.MULTILINE)


@dataclass(frozen=True)
class Text:
    """A hand-out in words: ``body`` is Markdown with what it names put in, ``numbers`` whom to ring."""

    title: str
    audience: str
    say: str
    body: str
    numbers: tuple[tuple[str, str], ...]
    address: str
    written_on: date
    made_on: date


def of_handout(text: Text, setting_name: str) -> Document:
    """Return ``text`` as a document in the name of a setting."""
    return Document(
        title=text.title,
        author=setting_name,
        subject="For parents and carers",
        written_on=text.written_on,
        made_on=text.made_on,
        subtitle=f"{text.audience}, from {setting_name}",
        logo=True,
        contents=False,
        two_columns=True,
        header_left=text.title,
        header_right=setting_name,
        footer=f"{text.address}. Written by {PUBLISHER}, {text.written_on:%-d %B %Y}.",
        opening=(paragraph(f"Say: “{text.say}”"),) if text.say else (),
        parts=(unnumbered(*_blocks(text)),),
    )


def _blocks(text: Text) -> Iterable[Block]:
    yield from _body(text.body)
    yield SubHeading(cell("Who to ring"))
    yield Bullets(tuple((Run(number, bold=True), Run(f" {words}")) for number, words in text.numbers))


def _body(source: str) -> Sequence[Block]:
    """The text as blocks, headings all of the one level they have; plain words where it has other markup."""
    try:
        blocks = markup.blocks(HEADING.sub("###", source))
    except UnknownMarkupError:
        return [paragraph(line) for line in markup.plain(source).splitlines()]
    return [one for block in blocks for one in _without_drawings(block)]


def _without_drawings(block: Block) -> Iterable[Block]:
    """``block``; of drawings that a text may show (``guidance.drawings``) Word has the words alone."""
    if not isinstance(block, Pictures):
        return [block]
    return [Paragraph((Run(f"{one.alt.removesuffix('.')}. "), *one.caption)) for one in block.items]
