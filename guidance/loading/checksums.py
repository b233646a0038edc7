"""Tell a row as the loader last wrote it from one that an adviser has edited since.

A fingerprint is a SHA-256 over the seeded values of a row. Values equal to the model's default are
left out, so that a field seeded for the first time does not make every older row look edited. For the same
reason hours of the phone that hold all year have the form that they had before there were others.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from guidance.loading.entries import ContentEntry
from guidance.models import Helpline, Publishable
from guidance.models.opening import Way
from guidance.models.resource_kind import former_kinds_of
from guidance.opening_hours import Period, SpecialDay
from guidance.services.shipped_values import natural_key

# What a field was called when older rows were loaded: a new name is no edit.
OLD_NAMES = {"signs": "situations", "first_steps": "actions"}


def of_entry(entry: ContentEntry) -> str:
    """Return the fingerprint of the row that ``entry`` states."""
    return _digest(_state_of_entry(entry))


def states_entry(kept: str, entry: ContentEntry) -> bool:
    """Whether ``kept`` is the fingerprint of what ``entry`` states, in words of today or of before."""
    return kept in _checksums(_state_of_entry(entry))


def _state_of_entry(entry: ContentEntry) -> dict:
    return {
        "values": _told(entry.model, entry.values),
        "one": {name: key for name, key in entry.foreign_keys.items() if key},
        "many": {name: sorted(keys) for name, keys in entry.many_to_many.items() if keys},
        **_hours(entry.periods, entry.special_days),
    }


def is_as_loaded(row: Publishable, entry: ContentEntry) -> bool:
    """Whether nobody has edited ``row`` since it was loaded, in the fields that ``entry`` seeds.

    Expects related rows to be fetched. A check counts as an edit: the adviser who checked the text
    vouched for that text, so the loader must not change it under their name.
    """
    periods = row.periods.all() if isinstance(row, Helpline) else ()
    special_days = row.special_days.all() if isinstance(row, Helpline) else ()
    many = {
        name: sorted(natural_key(other) for other in getattr(row, name).all()) for name in entry.many_to_many
    }
    state = {
        "values": _told(entry.model, {name: getattr(row, name) for name in entry.values}),
        "one": {name: natural_key(getattr(row, name)) for name in entry.foreign_keys if getattr(row, name)},
        "many": {name: keys for name, keys in many.items() if keys},
        **_hours(
            ((period.way, period.period) for period in periods),
            ((day.way, day.special_day) for day in special_days),
        ),
    }
    if row.checked_on:
        state["checked_on"] = row.checked_on
    return row.seed_state in _checksums(state)


def _checksums(state: dict) -> Iterator[str]:
    """The fingerprint of ``state``, and those that it had when a resource had one of the former kinds."""
    yield _digest(state)
    values = dict(state["values"])
    standing, statutory = values.pop("standing", ""), values.get("statutory", False)
    for kind in former_kinds_of(values.get("kind", ""), standing, statutory=statutory):
        yield _digest({**state, "values": {**values, "kind": kind}})


def _told(model: type[Publishable], values: dict[str, object]) -> dict[str, object]:
    defaults = {field.name: field.get_default() for field in model._meta.concrete_fields}
    told = {name: value for name, value in values.items() if value != defaults[name]}
    return {OLD_NAMES.get(name, name): value for name, value in told.items()}


def _hours(
    periods: Iterable[tuple[str, Period]], special_days: Iterable[tuple[str, SpecialDay]]
) -> dict[str, list]:
    days = [
        (day.day, way, str(day.opens), day.closes, *([day.reason] if day.reason else []))
        for way, day in special_days
    ]
    return {
        "periods": sorted(_period(way, period) for way, period in periods),
        **({"special_days": sorted(days, key=lambda day: day[:3])} if days else {}),
    }


def _period(way: str, period: Period) -> tuple:
    plain = (period.weekday, period.opens, period.closes)
    return plain if way == Way.PHONE and not period.term_time_only else (*plain, way, period.term_time_only)


def _digest(state: dict) -> str:
    text = json.dumps(state, sort_keys=True, default=_plain, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str | float:
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"No fingerprint for {value!r}")
