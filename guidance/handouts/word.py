"""A hand-out as a Word file of one page, with the name of the setting that gives it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guidance.blocks import Block, Bullets, Run, SubHeading
from guidance.policies.document import PUBLISHER, Document, cell, paragraph, unnumbered
from guidance.word_blocks import blocks_of


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
    yield from blocks_of(text.body)
    yield SubHeading(cell("Who to ring"))
    yield Bullets(tuple((Run(number, bold=True), Run(f" {words}")) for number, words in text.numbers))
