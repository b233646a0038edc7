"""The way to the Front Door: who to contact about a child now, in the order that the clock suggests.

While the database answers, only it speaks: a contact that is not public is not shown, and no older number
takes its place. The page must stand without a database too, so what is public is also kept as a file, the
last-known copy: ``write_snapshot()`` writes it whenever a helpline changes, and ``now()`` when a reader meets
contacts that are not in it, as when a scheduled change becomes public. The contacts that ship with the
content speak only where there is neither a database nor a copy.
"""

import json
import logging
import tomllib
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import Error

from guidance.models import Helpline
from guidance.models.helpline import EMERGENCY, LADO, LOAD_BEARING, OFFICE, OUT_OF_HOURS, POLICE
from lesas_portal.core import working_days
from lesas_portal.core.working_days import OfficeState

logger = logging.getLogger(__name__)
SLUGS = LOAD_BEARING

SENTENCES = {
    OfficeState.OFFICE: "It is a weekday in office hours now, so ring the Front Door first.",
    OfficeState.EARLY: "It is early morning now. Until the office opens, ring the out of hours team.",
    OfficeState.EVENING: "It is evening now, so ring the out of hours team.",
    OfficeState.WEEKEND: "It is the weekend now, so ring the out of hours team.",
    OfficeState.BANK_HOLIDAY: "It is a bank holiday today, so ring the out of hours team.",
}


@dataclass(frozen=True)
class Contact:
    """What the public may know of one way to make contact; empty text where nothing is confirmed."""

    slug: str
    title: str
    who: str
    about: str
    phone: str
    email: str
    hours_text: str


@dataclass(frozen=True)
class FrontDoor:
    """The contacts as they apply at one moment; None for one that is not public."""

    office_state: OfficeState
    emergency: Contact | None
    office: Contact | None
    out_of_hours: Contact | None
    police: Contact | None
    lado: Contact | None

    @property
    def emergency_number(self) -> str:
        """The number for danger now. 999 is the same for everybody, so the page never stands without it."""
        return (self.emergency and self.emergency.phone) or "999"

    @property
    def in_order(self) -> list[Contact]:
        """Those of the two teams that are public, the one to try first by the clock."""
        return [contact for contact in self._teams if contact]

    @property
    def numbers(self) -> list[str]:
        """The phone numbers of the two teams that are public, in the same order."""
        return [contact.phone for contact in self.in_order if contact.phone]

    @property
    def sentence(self) -> str:
        """Which team to ring first; empty while that one has no number."""
        first, _ = self._teams
        return SENTENCES[self.office_state] if first and first.phone else ""

    @property
    def _teams(self) -> tuple[Contact | None, Contact | None]:
        if self.office_state is OfficeState.OFFICE:
            return self.office, self.out_of_hours
        return self.out_of_hours, self.office


def now(at: datetime | None = None) -> FrontDoor:
    """Return the contacts for ``at`` (default: now), from the database, or without it where it is away.

    A database that has no such rows has not been filled yet: then they are the last known, or as shipped.
    """
    try:
        contacts = _from_database()
        is_filled = bool(contacts) or Helpline.objects.filter(slug__in=SLUGS).exists()
    except Error:
        return without_database(at)
    if not is_filled:
        return without_database(at)
    _keep(contacts)
    return _as_door(contacts, at)


def without_database(at: datetime | None = None) -> FrontDoor:
    """Return the contacts as they were last known, or as they were shipped. Asks no database."""
    return _as_door(_last_known() or shipped(), at)


def write_snapshot() -> None:
    """Bring the last-known copy up to date with what is public now."""
    _keep(_from_database())


def _as_door(contacts: dict[str, Contact], at: datetime | None) -> FrontDoor:
    return FrontDoor(
        office_state=working_days.office_state(at),
        emergency=contacts.get(EMERGENCY),
        office=contacts.get(OFFICE),
        out_of_hours=contacts.get(OUT_OF_HOURS),
        police=contacts.get(POLICE),
        lado=contacts.get(LADO),
    )


def _keep(contacts: dict[str, Contact]) -> None:
    """Write ``contacts`` to the copy if it has others. A page never fails because it cannot be written.

    The file itself is compared, for several processes write it. A database without any contact is a new
    or a broken one, and no reason to forget the numbers.
    """
    if not contacts or contacts == _last_known():
        return
    try:
        _write(json.dumps([asdict(contact) for contact in contacts.values()], ensure_ascii=False, indent=2))
    except OSError as error:
        logger.error("The last-known copy of the contacts cannot be written: %s", error)


def _write(text: str) -> None:
    """Write the copy in one step, so that no half file is read; every user of the machine may read it."""
    copy = _copy_path()
    copy.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=copy.parent, encoding="utf-8", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(text)
            file.flush()
            part.chmod(0o644)
            part.replace(copy)
        except OSError:
            part.unlink(missing_ok=True)
            raise


def _from_database() -> dict[str, Contact]:
    rows = Helpline.objects.published().filter(slug__in=SLUGS)
    return {
        row.slug: Contact(
            slug=row.slug,
            title=row.title,
            who=row.who,
            about=row.about,
            phone=row.public_phone,
            email=row.public_email,
            hours_text=row.hours_text,
        )
        for row in rows
    }


def _last_known() -> dict[str, Contact]:
    try:
        rows = json.loads(_copy_path().read_text(encoding="utf-8"))
        return {row["slug"]: Contact(**row) for row in rows}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


@cache
def shipped() -> dict[str, Contact]:
    """The contacts in the fixtures, read once, when the site starts; none where they cannot be read."""
    try:
        rows = tomllib.loads((settings.FIXTURES_DIR / "helplines.toml").read_text(encoding="utf-8"))
        return {slug: _as_shipped(slug, row) for slug, row in rows.items() if slug in SLUGS}
    except (OSError, ValueError, TypeError, KeyError) as error:
        logger.error("The contacts that ship with the content cannot be read: %r", error)
        return {}


def _as_shipped(slug: str, row: dict) -> Contact:
    return Contact(
        slug=slug,
        title=row["title"],
        who=row["who"],
        about=row["about"],
        phone=row.get("phone", "") if row.get("phone_confirmed") else "",
        email=row.get("email", "") if row.get("email_confirmed") else "",
        hours_text=row.get("hours_text", ""),
    )


def _copy_path() -> Path:
    return settings.LAST_KNOWN_DIR / "front-door.json"
