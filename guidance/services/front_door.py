"""The way to the Front Door and to the LADO: who to contact now, in the order that the clock suggests.

While the database answers, only it speaks: a contact that is not public is not shown, and no older number
takes its place. The pages must stand without a database too, so what is public is also kept as a file, the
last-known copy: ``write_snapshot()`` writes it whenever a helpline changes, and ``now()`` when a reader meets
contacts that are not in it, as when a scheduled change becomes public. The contacts that ship with the
content speak only where there is neither a database nor a copy.

Nothing is said about hours that no adviser has confirmed: then the two teams stand in one order, always.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import Error
from django.utils import timezone

from guidance import clock_words
from guidance.models import Helpline, load_bearing
from guidance.opening_hours import Opening, Period
from guidance.services import last_known
from guidance.services.contacts import Contact
from guidance.services.while_unchanged import while_unchanged
from lesas_portal.core import copy_notice, page_life, working_days
from lesas_portal.core.copy_notice import CopiedAt

SLUGS = (*load_bearing.ON_FRONT_DOOR, load_bearing.OWN)
WRITTEN_AT_MOST = 3
"""Times, one after the other, by one process: another one may write what it sees within a transaction."""


@dataclass(frozen=True)
class FrontDoor:
    """The contacts as they apply at one moment (London's); None for one that is not public."""

    at: datetime
    emergency: Contact | None
    office: Contact | None
    out_of_hours: Contact | None
    police: Contact | None
    lado: Contact | None
    medway: Contact | None
    childline: Contact | None
    nspcc: Contact | None
    own: Contact | None = None
    copied_at: CopiedAt = None
    """How old the copy is that they are from; None from the database, and for those that ship."""

    @property
    def emergency_number(self) -> str:
        """The number for danger now. 999 is the same for everybody, so the page never stands without it."""
        return (self.emergency and self.emergency.phone) or "999"

    @property
    def opening(self) -> Opening | None:
        """Whether the Front Door is open; None while nobody has confirmed its hours."""
        return self.office.opening(self.at) if self.office else None

    @property
    def office_when(self) -> str:
        """When the Front Door answers, as far as somebody has confirmed it. True at any hour."""
        if self._weekly:
            return clock_words.hours_words(self._weekly)
        return "Day and night" if self.opening else "In office hours"

    @property
    def office_team(self) -> str:
        """The same with the name of the team, for a page on which the label says what it is about."""
        when = self.office_when
        return f"Front Door, {when if self._weekly else when.lower()}"

    @property
    def in_order(self) -> list[Contact]:
        """Those of the two teams that are public: the one for this hour first, once hours are confirmed."""
        return [contact for contact in self._teams if contact]

    @property
    def numbers(self) -> list[str]:
        """The phone numbers of the two teams that are public, in the same order."""
        return [contact.phone for contact in self.in_order if contact.phone]

    @property
    def sentence(self) -> str:
        """Which team to ring now; empty while nobody has confirmed the hours, or that one has no number."""
        first, _ = self._teams
        if not (self.opening and first and first.phone):
            return ""
        if self.opening.is_open:
            closes_at = self.opening.closes_at
            until = f" until {clock_words.closing_words(closes_at, self.at)}" if closes_at else ""
            return f"The Front Door is open{until}. Ring it now."
        opens_at = self.opening.opens_at
        if opens_at and opens_at.date() == self.at.date():
            opens = clock_words.time_words(opens_at)
            return f"The Front Door opens at {opens}. Until then, ring the out of hours team."
        return f"{self.today} Ring the out of hours team."

    @property
    def today(self) -> str:
        """What sort of moment it is: "It is Friday evening." or "It is a bank holiday." """
        is_holiday = working_days.is_bank_holiday(self.at.date())
        return f"It is {'a bank holiday' if is_holiday else clock_words.part_of_day(self.at)}."

    @property
    def moment(self) -> str:
        """The moment in words, to stand beside whatever the clock decided."""
        page_life.names_the_minute(self.at)
        return clock_words.moment_words(self.at)

    @property
    def _weekly(self) -> tuple[Period, ...]:
        """The confirmed weekly hours of the Front Door; none while there are none, or if it never closes."""
        hours = self.office.hours if self.office else None
        return () if hours is None or hours.always_open else hours.periods

    @property
    def _teams(self) -> tuple[Contact | None, Contact | None]:
        is_closed = self.opening is not None and not self.opening.is_open
        return (self.out_of_hours, self.office) if is_closed else (self.office, self.out_of_hours)


def now(at: datetime | None = None) -> FrontDoor:
    """Return the contacts for ``at`` (default: now), from the database, or without it where it is away.

    A database that has no such rows has not been filled yet: then they are the last known, or as shipped.
    """
    try:
        contacts = _read_and_keep()
    except Error:
        door = without_database(at)
        copy_notice.uses(door.copied_at)
        return door
    if contacts is None:
        return without_database(at)
    if contacts and not last_known.is_kept():
        last_known.keep(contacts)
    return _as_door(contacts, at)


def without_database(at: datetime | None = None) -> FrontDoor:
    """Return the contacts as they were last known, or as they were shipped. Asks no database."""
    contacts, copied_at = last_known.read()
    return _as_door(contacts, at, copied_at)


def from_database(at: datetime | None = None) -> FrontDoor:
    """Return the contacts that are public now. Raises Error while the database is away."""
    return _as_door(_from_database(), at)


def write_snapshot() -> None:
    """Bring the last-known copy up to date with what is public now."""
    _keep(_from_database())


@while_unchanged
def _read_and_keep() -> dict[str, Contact] | None:
    """Read what is public and bring the copy up to date; None where the database was never filled."""
    contacts = _from_database()
    if not contacts and not Helpline.objects.filter(slug__in=SLUGS).exists():
        return None
    return _keep(contacts)


def _keep(contacts: dict[str, Contact]) -> dict[str, Contact]:
    """Bring the copy up to date, and return what is public: read again after each time the copy was written,
    for the slower of two processes may have put what was public before an edit over what the other wrote.
    """
    for _ in range(WRITTEN_AT_MOST):
        if not last_known.keep(contacts):
            break
        contacts = _from_database()
    return contacts


def _from_database() -> dict[str, Contact]:
    rows = Helpline.objects.for_front_door(SLUGS).with_opening()
    return {row.slug: Contact.of(row) for row in rows}


def _as_door(contacts: dict[str, Contact], at: datetime | None, copied_at: CopiedAt = None) -> FrontDoor:
    return FrontDoor(
        copied_at=copied_at,
        at=timezone.localtime(at),
        emergency=contacts.get(load_bearing.EMERGENCY),
        office=contacts.get(load_bearing.OFFICE),
        out_of_hours=contacts.get(load_bearing.OUT_OF_HOURS),
        police=contacts.get(load_bearing.POLICE),
        lado=contacts.get(load_bearing.LADO),
        medway=contacts.get(load_bearing.MEDWAY),
        childline=contacts.get(load_bearing.CHILDLINE),
        nspcc=contacts.get(load_bearing.NSPCC),
        own=contacts.get(load_bearing.OWN),
    )
