"""What the list of helplines on other sites shows: a few that children and parents can ring or text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from guidance import clock_words
from guidance.models import Helpline
from guidance.opening_hours import Opening
from guidance.services.contacts import Contact
from guidance.services.front_door import FrontDoor

NEEDS = (Helpline.Need.CHILDREN, Helpline.Need.PARENTS, Helpline.Need.WELLBEING)
"""What a page of a school is for: Kent's own numbers stand beside the list, and staff have ours."""
MOST = 8
"""So that it is read at a glance, and the page stays within its 3 kB whatever advisers add."""


@dataclass(frozen=True)
class EmbedLine:
    """One helpline: whose it is, what to ring or with ``is_text`` to text, the word to text if one is needed,
    and whether it is open, in words; these are empty where nobody has confirmed its hours."""

    title: str
    number: str
    is_text: bool = False
    word: str = ""
    when: str = ""


def lines_of(helplines: Iterable[Helpline], at: datetime) -> list[EmbedLine]:
    """Return the first ``MOST`` of ``helplines`` that can be rung or texted, as they are at ``at``.

    Those of one need stand together, children's first.
    """
    rung = [row for row in helplines if row.is_rung and row.need in NEEDS]
    rung.sort(key=lambda row: NEEDS.index(Helpline.Need(row.need)))
    return [_line(row, at) for row in rung[:MOST]]


def last_known_lines(door: FrontDoor) -> list[EmbedLine]:
    """Return those of the Front Door's contacts that belong in the list: all that is known without a database
    and without a copy of the helplines."""
    return [_contact_line(row, door.at) for row in (door.childline, door.nspcc) if row and row.phone]


def _line(row: Helpline, at: datetime) -> EmbedLine:
    when = _when(row.opening(at), at)
    if row.public_phone:
        return EmbedLine(row.title, row.public_phone, when=when)
    return EmbedLine(row.title, row.public_text_number, is_text=True, word=row.text_word, when=when)


def _contact_line(row: Contact, at: datetime) -> EmbedLine:
    return EmbedLine(row.title, row.phone, when=_when(row.opening(at), at))


def _when(opening: Opening | None, at: datetime) -> str:
    return clock_words.opening_words(opening, at) if opening else ""
