"""A pack as a Word file: contents, the parts, whom to ring, what is new, and the sources."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from guidance.blocks import Block, Bullets, Paragraph, Run, Runs, SubHeading
from guidance.models.resource_card import Source
from guidance.packs.parts import NOTHING_NEW, Pack, PackHelpline, PackPart
from guidance.policies.document import PUBLISHER, Document, Part, SectionHeading, cell, paragraph, unnumbered
from guidance.policies.placeholders import long_date
from guidance.sentences import as_sentence
from guidance.services.front_door import FrontDoor
from guidance.told import Told
from guidance.update_entries import UpdateEntry
from guidance.word_blocks import blocks_of


def of_pack(pack: Pack, door: FrontDoor) -> Document:
    """Return ``pack`` as a document; on its first page stand Kent's numbers, as ``door`` has them."""
    return Document(
        title=pack.title,
        author=PUBLISHER,
        subject="Online safety",
        written_on=pack.content_date,
        made_on=pack.made_on,
        subtitle=f"Online safety. Put together on {long_date(pack.made_on)}",
        header_left=pack.title,
        header_right=long_date(pack.made_on),
        footer=f"From the pages of {PUBLISHER}.",
        opening=tuple(_opening(pack, door)),
        parts=tuple(_parts(pack)),
    )


def _opening(pack: Pack, door: FrontDoor) -> Iterator[Block]:
    numbers = [cell(f"Danger now: {door.emergency_number}")]
    if door.office and door.office.phone:
        numbers.append(cell(f"{door.office_when}, Kent children’s services: {door.office.phone}"))
    if door.out_of_hours and door.out_of_hours.phone:
        numbers.append(cell(f"At any other time: {door.out_of_hours.phone}"))
    yield Bullets(tuple(numbers))
    if pack.to_check:
        yield paragraph("For you who hand this out: check these, then delete this list.")
        yield Bullets(tuple(cell(f"{item.title}: {item.mark.words}") for item in pack.to_check))


def _parts(pack: Pack) -> Iterator[Part]:
    for part in pack.parts:
        yield SectionHeading(part.title, numbered=False)
        yield unnumbered(*_blocks(part))
    if pack.helplines:
        yield SectionHeading("Helplines", numbered=False)
        yield unnumbered(*(block for item in pack.helplines for block in _helpline(item)))
    if pack.since:
        yield SectionHeading(pack.new_since, numbered=False)
        yield unnumbered(*_updates(pack))
    if pack.sources:
        yield SectionHeading("Sources", numbered=False)
        yield unnumbered(Bullets(tuple(_source(source) for source in pack.sources)))


def _blocks(part: PackPart) -> Iterator[Block]:
    if part.summary:
        yield paragraph(part.summary)
    yield from blocks_of(part.body)
    yield Paragraph((Run(part.title, href=part.path), Run(f". {part.mark.handed_out}".rstrip())))


def _helpline(item: PackHelpline) -> Iterator[Block]:
    row = item.row
    yield SubHeading(cell(row.title))
    ways = [f"Ring {row.public_phone}"] if row.public_phone else []
    if row.public_text_number:
        word = f"{row.text_word} to " if row.text_word else ""
        ways.append(f"Text {word}{row.public_text_number}")
    if ways:
        yield Paragraph((Run(". ".join(ways), bold=True),))
    if row.website:
        yield Paragraph((Run(row.website.url, href=row.website.url),))
    yield paragraph(
        " ".join(filter(None, [row.who, row.about, row.hours_words, row.to_look_up, item.mark.handed_out]))
    )


def _updates(pack: Pack) -> Iterator[Block]:
    for told in pack.updates:
        yield from _update(told)
    if not pack.updates:
        yield paragraph(NOTHING_NEW)
    if pack.has_older:
        yield Paragraph(
            (
                Run("There are more since then: "),
                Run("all updates", href=reverse("guidance:updates")),
                Run("."),
            )
        )


def _update(told: Told) -> Iterator[Block]:
    yield SubHeading(cell(told.entry.title, told.entry.path))
    yield paragraph(_day(told.entry))
    if told.entry.note and not told.has_story:
        yield paragraph(told.entry.note)
    yield from blocks_of(told.body)
    if told.uncertainty:
        yield paragraph(told.uncertainty)


def _day(entry: UpdateEntry) -> str:
    day = long_date(timezone.localdate(entry.published))
    if entry.update:
        return f"{entry.update.day_words} Published here {day}."
    return f"{entry.kind}, changed {day}."


def _source(source: Source) -> Runs:
    publisher = f", {source.publisher}{' (statutory)' if source.statutory else ''}"
    look_for = f". {as_sentence(source.look_for)}" if source.look_for else ""
    return (Run(source.title, href=source.url or source.page), Run(publisher + look_for))
