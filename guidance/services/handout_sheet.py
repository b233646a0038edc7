"""What the sheet of a hand-out has beside its text: the drawing, the box of numbers, the address in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from guidance.models import Handout, Helpline
from guidance.services.front_door import FrontDoor

DRAWINGS = "img/spots"
"""Where the drawings of hand-outs are, each under the last part of the hand-out's address."""


@dataclass(frozen=True)
class NumberLine:
    """A line of the box of numbers: what to ring, or with ``is_text`` to text, and whose it is.

    Words that are the name of a helpline (``is_name``) are English in every language.
    """

    number: str
    words: str
    is_text: bool = False
    is_name: bool = False
    text_word: str = ""


def audience(handout: Handout) -> str:
    """Return for whom a hand-out is, in words: "For parents and carers: all ages"."""
    ages = handout.ages.strip().removesuffix(".")
    return f"For parents and carers: {ages[:1].lower()}{ages[1:]}"


WORDS = ("in danger now", "Kent children’s services, office hours", "at any other time")
"""What stands beside 999 and the two numbers of the Front Door."""


def number_lines(handout: Handout, door: FrontDoor, words: tuple[str, str, str] = WORDS) -> list[NumberLine]:
    """Return the lines of the box: danger first, then Kent's children's services, then the hand-out's own.

    ``words`` are ``WORDS`` in the language of the sheet.
    """
    lines = [NumberLine(door.emergency_number, words[0])]
    if door.office and door.office.phone:
        lines.append(NumberLine(door.office.phone, words[1]))
    if door.out_of_hours and door.out_of_hours.phone:
        lines.append(NumberLine(door.out_of_hours.phone, words[2]))
    return [*lines, *_own_lines(handout)]


def _own_lines(handout: Handout) -> Iterator[NumberLine]:
    """The lines of the helplines that the hand-out names; of a number that nobody confirmed there is none."""
    for row in handout.helplines.published():
        words = row.title
        if row.need == Helpline.Need.CHILDREN:
            words = f"{words}, for your child"
        if row.public_phone:
            yield NumberLine(row.public_phone, words, is_name=True)
        elif row.public_text_number:
            to_text = f"text {row.text_word}" if row.text_word else "text"
            words = f"{words}: {to_text}"
            yield NumberLine(
                row.public_text_number, words, is_text=True, is_name=True, text_word=row.text_word
            )


@lru_cache(maxsize=256)
def drawing_of(slug: str) -> str:
    """Return the static file with the drawing of a hand-out; empty where there is none."""
    name = f"{DRAWINGS}/{slug}.svg"
    return name if Path(settings.BASE_DIR, "static", name).exists() else ""
