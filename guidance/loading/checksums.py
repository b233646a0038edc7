"""Tell a row as the loader last wrote it from one that an adviser has edited since.

A fingerprint is a SHA-256 over the seeded values of a row. Values equal to the model's default are
left out, so that a field seeded for the first time does not make every older row look edited.
"""

import hashlib
import json
from datetime import date, datetime, time

from guidance.loading.entries import ContentEntry
from guidance.models import Helpline, Publishable
from guidance.services.shipped_values import natural_key


def of_entry(entry: ContentEntry) -> str:
    """Return the fingerprint of the row that ``entry`` states."""
    state = {
        "values": _told(entry.model, entry.values),
        "one": {name: key for name, key in entry.foreign_keys.items() if key},
        "many": {name: sorted(keys) for name, keys in entry.many_to_many.items() if keys},
        "periods": _ordered(entry.periods),
    }
    return _digest(state)


def of_row(row: Publishable, entry: ContentEntry) -> str:
    """Return the fingerprint of ``row`` over the fields that ``entry`` seeds.

    Expects related rows to be fetched. A check counts as an edit: the adviser who checked the text
    vouched for that text, so the loader must not change it under their name.
    """
    periods = row.periods.all() if isinstance(row, Helpline) else ()
    many = {
        name: sorted(natural_key(other) for other in getattr(row, name).all()) for name in entry.many_to_many
    }
    state = {
        "values": _told(entry.model, {name: getattr(row, name) for name in entry.values}),
        "one": {name: natural_key(getattr(row, name)) for name in entry.foreign_keys if getattr(row, name)},
        "many": {name: keys for name, keys in many.items() if keys},
        "periods": _ordered((period.weekday, period.opens, period.closes) for period in periods),
    }
    if row.checked_on:
        state["checked_on"] = row.checked_on
    return _digest(state)


def _told(model: type[Publishable], values: dict[str, object]) -> dict[str, object]:
    defaults = {field.name: field.get_default() for field in model._meta.concrete_fields}
    return {name: value for name, value in values.items() if value != defaults[name]}


def _ordered(periods) -> list[tuple[int, time, time]]:
    return sorted(tuple(period) for period in periods)


def _digest(state: dict) -> str:
    text = json.dumps(state, sort_keys=True, default=_plain, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str | float:
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"No fingerprint for {value!r}")
