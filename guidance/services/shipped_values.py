"""Content as plain data, to lay what the files say beside what a row says.

A related row is named by its natural key, as in the files; days and times are written out. An edition is
laid flat: each of its texts by the place where it stands.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Model

from guidance.models import GuidedRoute, PolicyTemplate
from guidance.opening_hours import Period, SpecialDay
from guidance.policies import shared_blocks
from guidance.policies.schema import Template
from guidance.routes.schema import Route
from guidance.services import editions, route_text

PERIODS, SPECIAL_DAYS = "periods", "special_days"
HOURS = (PERIODS, SPECIAL_DAYS)
OF_THE_EDITION = {
    *("edition", "issued_on", "version", "raw_text", "key", "slug"),
    *("reviewed_by", "reviewed_on"),
}
"""What tells editions apart and is no text of theirs."""


def natural_key(row: Any) -> str:
    """Return what fixtures call ``row``: its slug, or the name of a publisher."""
    return getattr(row, "slug", None) or row.name


def plain(value: Any) -> Any:
    """Return ``value`` as a JSON field keeps it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


def hours(rows: Iterable[tuple[str, Period | SpecialDay]]) -> list[list]:
    """Return opening periods, or special days, of ways of contact as plain data, in order."""
    return sorted(([str(way), *_without_end(plain(list(vars(row).values())))] for way, row in rows), key=str)


def _without_end(values: list) -> list:
    """Without an empty reason, which what was kept by an older release does not have."""
    return values[:-1] if values[-1] == "" else values


def period(kept: list) -> tuple[str, Period]:
    """Return an opening period that ``hours`` wrote."""
    way, weekday, opens, closes, term_time_only = kept
    return way, Period(weekday, time.fromisoformat(opens), time.fromisoformat(closes), term_time_only)


def special_day(kept: list) -> tuple[str, SpecialDay]:
    """Return a special day that ``hours`` wrote."""
    way, day, *times = kept[:4]
    opens, closes = (time.fromisoformat(one) if one else None for one in times)
    return way, SpecialDay(date.fromisoformat(day), opens, closes, *kept[4:])


def of_row(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """Return these fields of ``row`` as it is now."""
    return {name: _value(row, name) for name in names}


def of_edition(row: Model) -> dict[str, str]:
    """Return the texts of the edition that would be issued of ``row`` now."""
    match row:
        case PolicyTemplate():
            return of_policy(shared_blocks.as_written(editions.draft(template=row).text))
        case GuidedRoute():
            return of_route(route_text.of_draft(row))
    raise TypeError(f"{row!r} has no editions.")


def of_policy(text: Template) -> dict[str, str]:
    """Return the texts of a policy by where they stand."""
    return dict(_flat(asdict(text)))


def of_route(route: Route) -> dict[str, str]:
    """Return the texts of a guided route by where they stand."""
    return dict(_flat({**asdict(route), "sources": sorted(route.sources)}))


def _value(row: Any, name: str) -> Any:
    if name == PERIODS:
        return hours((one.way, one.period) for one in row.periods.all())
    if name == SPECIAL_DAYS:
        return hours((one.way, one.special_day) for one in row.special_days.all())
    field = row._meta.get_field(name)
    if field.many_to_many:
        return sorted(natural_key(other) for other in getattr(row, name).all())
    if field.is_relation:
        other = getattr(row, name)
        return natural_key(other) if other else ""
    return plain(getattr(row, name))


def _flat(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, item in value.items():
            if name not in OF_THE_EDITION:
                yield from _flat(item, (*place, name.replace("_", " ")))
    elif isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
        for number, item in enumerate(value, start=1):
            # A name of its own says enough without the list that it stands in.
            yield from _flat(item, (*place[:-1], item["key"]) if item.get("key") else (*place, str(number)))
    elif value not in (None, "", [], ()):
        words = "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        yield " › ".join(place), words


def in_words(value: Any) -> str:
    """Return plain data as people read it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, indent=1, ensure_ascii=False) if value else ""
    return "" if value is None else str(value)
