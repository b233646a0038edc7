"""What the home page and the page of helplines show, kept as a file for the day the database is away.

Rows, not pages: a page is made from them at the moment at which it is asked for, so that what it says of the
clock is right. Only what the public may know is in them. The guided routes and the Front Door, which both
pages show too, have copies of their own (``guidance.services.routes``, ``guidance.services.front_door``).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import Error, models
from django.utils.dateparse import parse_datetime

from guidance.models import Helpline, Resource, RiskArea, Role, Update
from guidance.models.opening import Way
from guidance.services import snapshot_file
from guidance.services.contacts import kept_hours, read_hours
from guidance.services.while_unchanged import while_unchanged
from guidance.update_entries import UpdateEntries, UpdateEntry
from lesas_portal.core import copy_notice

COPY = "pages.json"
ENTRIES_ON_HOME, CHANGES_OF_HELPLINES = 4, 10
# Of helplines, what only advisers see.
FOR_ADVISERS = {"note", "source"}
UNCONFIRMED = {"phone": "phone_confirmed", "text_number": "text_confirmed", "email": "email_confirmed"}
HIDDEN = "?"
"""In place of a number that nobody has confirmed: that there is one is told."""
OF_A_WEBSITE = {"slug", "url", "status", "publish_at", "first_public_at", "withdraw_at"}
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class PageParts:
    """The rows of both pages."""

    risk_areas: list[RiskArea]
    roles: list[Role]
    updates: list[UpdateEntry]
    helplines: list[Helpline]
    changes: list[UpdateEntry]


def of_home() -> PageParts:
    """Return what the home page shows; the rest is empty. Raises Error without a database and a copy."""
    try:
        return PageParts(*_home_rows(), [], [])
    except Error:
        return _copy_or_raise()


def of_helplines() -> PageParts:
    """Return what the page of helplines shows; the rest is empty. Raises Error as ``of_home`` does."""
    try:
        return PageParts([], [], [], *_helpline_rows())
    except Error:
        return _copy_or_raise()


def write_snapshot() -> None:
    """Bring the copy up to date with what is public now. Raises Error while the database is away.

    A database without anything is a new or a broken one, and no reason to forget what was there.
    """
    parts = PageParts(*_home_rows(), *_helpline_rows())
    if parts.helplines or parts.risk_areas:
        data = {
            "risk_areas": [_kept(row) for row in parts.risk_areas],
            "roles": [_kept(row) for row in parts.roles],
            "updates": [_kept_entry(entry) for entry in parts.updates],
            "helplines": [_kept_helpline(row) for row in parts.helplines],
            "changes": [_kept_entry(entry) for entry in parts.changes],
        }
        snapshot_file.keep(COPY, json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False))


@while_unchanged
def _home_rows() -> tuple[list[RiskArea], list[Role], list[UpdateEntry]]:
    areas, roles = RiskArea.objects.published(), Role.objects.published()
    return list(areas), list(roles), UpdateEntries()[:ENTRIES_ON_HOME]


@while_unchanged
def _helpline_rows() -> tuple[list[Helpline], list[UpdateEntry]]:
    changes = UpdateEntries(kinds=[Helpline])[:CHANGES_OF_HELPLINES]
    return list(Helpline.objects.published().with_hours()), changes


def _copy_or_raise() -> PageParts:
    """The copy; where there is none that can be read, the failure that is being handled goes on."""
    copy = snapshot_file.read(COPY)
    try:
        if copy is None:
            raise KeyError(COPY)
        parts = _read(json.loads(copy.text))
    except (ValueError, TypeError, KeyError, AttributeError, ValidationError):
        parts = None
    if copy is None or parts is None:
        raise Error("There is neither a database nor a copy.")
    copy_notice.uses(copy.at)
    return parts


def _read(data: dict) -> PageParts:
    return PageParts(
        risk_areas=[_row(RiskArea, kept) for kept in data["risk_areas"]],
        # A copy that an older release wrote has none.
        roles=[_row(Role, kept) for kept in data.get("roles", [])],
        updates=[_entry(kept) for kept in data["updates"]],
        helplines=[_helpline(kept) for kept in data["helplines"]],
        changes=[_entry(kept) for kept in data["changes"]],
    )


def _kept(row: models.Model, only: Iterable[str] | None = None) -> dict[str, Any]:
    names = [field.attname for field in row._meta.concrete_fields]
    return {name: getattr(row, name) for name in names if only is None or name in only}


def _row(model: type[Row], kept: dict) -> Row:
    """The row as it was. A field of another release is left out, or has its default."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: fields[name].to_python(value) for name, value in kept.items() if name in fields})


def _kept_helpline(row: Helpline) -> dict[str, Any]:
    kept = {name: value for name, value in _kept(row).items() if name not in FOR_ADVISERS}
    kept |= {name: HIDDEN for name, tick in UNCONFIRMED.items() if kept[name] and not kept[tick]}
    return kept | {
        "hours": {way.value: kept_hours(hours) for way, hours in row.hours.items()},
        "resources": [_kept(entry, OF_A_WEBSITE) for entry in row.resources.all()],
    }


def _helpline(kept: dict) -> Helpline:
    """The helpline, with its hours and its entries in the inventory as if they had been fetched."""
    row = _row(Helpline, kept)
    row.__dict__["hours"] = {Way(way): read_hours(hours) for way, hours in kept["hours"].items()}
    row.__dict__["_prefetched_objects_cache"] = {
        "resources": [_row(Resource, entry) for entry in kept["resources"]]
    }
    return row


def _kept_entry(entry: UpdateEntry) -> dict[str, Any]:
    plain = {name: value for name, value in vars(entry).items() if name != "update"}
    return plain | {"update": _kept(entry.update) if entry.update else None}


def _entry(kept: dict) -> UpdateEntry:
    moments = {name: parse_datetime(kept[name]) for name in ("published", "updated")}
    update = _row(Update, kept["update"]) if kept["update"] else None
    return UpdateEntry(**{**kept, **moments, "update": update})
