"""The way to the Front Door: who to contact about a child now, in the order that the clock suggests.

The page must stand when the database does not, so the contacts it needs are also kept as a file:
``remember()`` writes it whenever a helpline changes, and the copy that ships with the content is
used until then.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import Error

from guidance.models import Helpline
from lesas_portal.foundation import clock
from lesas_portal.foundation.clock import Moment

EMERGENCY, POLICE = "emergency-999", "police-non-emergency"
OFFICE, OUT_OF_HOURS, LADO = "front-door", "front-door-out-of-hours", "lado"
SLUGS = (EMERGENCY, OFFICE, OUT_OF_HOURS, POLICE, LADO)

SENTENCES = {
    Moment.OFFICE: "It is a weekday in office hours now, so ring the Front Door first.",
    Moment.EARLY: "It is early morning now. Until the office opens, ring the out of hours team.",
    Moment.EVENING: "It is evening now, so ring the out of hours team.",
    Moment.WEEKEND: "It is the weekend now, so ring the out of hours team.",
    Moment.BANK_HOLIDAY: "It is a bank holiday today, so ring the out of hours team.",
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
    """The contacts as they apply at one moment."""

    sentence: str
    in_office_hours: bool
    emergency: Contact
    office: Contact
    out_of_hours: Contact
    police: Contact
    lado: Contact

    @property
    def in_order(self) -> tuple[Contact, Contact]:
        """The two numbers for children's services, the one to try first by the clock."""
        if self.in_office_hours:
            return self.office, self.out_of_hours
        return self.out_of_hours, self.office


def now(at: datetime | None = None) -> FrontDoor:
    """Return the contacts for ``at`` (default: now), from the database or its last-known copy."""
    moment = clock.moment(at)
    contacts = _contacts()
    return FrontDoor(
        sentence=SENTENCES[moment],
        in_office_hours=moment is Moment.OFFICE,
        emergency=contacts[EMERGENCY],
        office=contacts[OFFICE],
        out_of_hours=contacts[OUT_OF_HOURS],
        police=contacts[POLICE],
        lado=contacts[LADO],
    )


def remember() -> None:
    """Write the contacts as they stand to the last-known copy, in one step so that no half file is read."""
    contacts = [asdict(contact) for contact in _from_database().values()]
    copy = _copy_path()
    copy.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=copy.parent, encoding="utf-8", delete=False) as file:
        json.dump(contacts, file, ensure_ascii=False, indent=2)
    Path(file.name).replace(copy)


def _contacts() -> dict[str, Contact]:
    shipped = _shipped()
    try:
        return shipped | _from_database()
    except Error:
        return shipped | _last_known()


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


def _shipped() -> dict[str, Contact]:
    rows = json.loads((settings.FIXTURES_DIR / "helplines.json").read_text(encoding="utf-8"))
    return {
        row["key"]: Contact(
            slug=row["key"],
            title=row["name"],
            who=row["who"],
            about=row["about"],
            phone=row["phone"] if row["phone_confirmed"] else "",
            email=row["email"] if row["email_confirmed"] else "",
            hours_text=row["hours_text"],
        )
        for row in rows
        if row["key"] in SLUGS
    }


def _copy_path() -> Path:
    return settings.LAST_KNOWN_DIR / "front-door.json"
