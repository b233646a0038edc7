"""The inventories (resources, helplines, services) as entries."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

from guidance.fixture_reader import EntryReader, read_tables
from guidance.loading.entries import ContentEntry, midnight, published_on
from guidance.models import Helpline, Publishable, Resource, Service
from guidance.models.opening import Way
from guidance.opening_hours import Period, SpecialDay

# The day the inventory was taken. Its entries carry no date of writing of their own, and the portal
# promises that no date is invented, so this is the day from which they count as public.
TAKEN_ON = date(2026, 11, 22)

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def read(folder: Path) -> Iterator[ContentEntry]:
    """Yield an entry for every one of the inventories in ``folder``; resources stand in a file a section."""
    for path in sorted((folder / "resources").glob("*.toml")):
        for slug, reader in read_tables(path):
            yield _resource(slug, path.stem, reader)
    for slug, reader in read_tables(folder / "helplines.toml"):
        yield _helpline(slug, reader)
    for slug, reader in read_tables(folder / "services.toml"):
        yield _service(slug, reader)


def _resource(slug: str, section: str, reader: EntryReader) -> ContentEntry:
    edition, _ = reader.month_or_day("edition")
    entry = ContentEntry(
        source=reader.source,
        model=Resource,
        slug=slug,
        values={
            **_publication(reader),
            **_texts(reader, "title", "summary", "kind", "confidence"),
            **_optional_texts(reader, "standing", "url", "look_for", "staging_url", "note", "replaced_by"),
            "section": section,
            **{name: "\n".join(reader.text_list(name, ())) for name in ("former_names", "taken_in")},
            "edition": edition,
            "statutory": reader.boolean("statutory", False),
            "greater_risk": reader.boolean("greater_risk", False),
            "inventory_contact": reader.raw("inventory_contact"),
        },
        foreign_keys={
            "publisher": reader.text("publisher"),
            **_optional_texts(reader, "helpline", "successor"),
        },
        many_to_many={name: reader.text_list(name) for name in ("risk_areas", "audiences", "phases")},
    )
    reader.finish()
    return entry


def _publication(reader: EntryReader) -> dict[str, object]:
    """What says why it ended is a withdrawn page: its old address gives the reason and what replaced it."""
    reason = reader.text("withdrawn_reason", "")
    if not reason:
        return published_on(TAKEN_ON)
    return {
        "status": Publishable.Status.WITHDRAWN,
        "publish_at": midnight(TAKEN_ON),
        "withdrawn_reason": reason,
    }


def _helpline(slug: str, reader: EntryReader) -> ContentEntry:
    entry = ContentEntry(
        source=reader.source,
        model=Helpline,
        slug=slug,
        values={
            **published_on(TAKEN_ON),
            **_texts(reader, "title", "need", "who", "about", "source"),
            **_optional_texts(reader, "phone", "text_number", "text_word", "email", "hours_text", "note"),
            **_optional_texts(reader, "seen_in", "seen_on", "hours_seen_on"),
            "next_check_on": reader.maybe_date("next_check_on"),
            "phone_confirmed": reader.boolean("phone_confirmed", False),
            "text_confirmed": reader.boolean("text_confirmed", True),
            "email_confirmed": reader.boolean("email_confirmed", False),
            "hours_confirmed": reader.boolean("hours_confirmed", False),
            "always_open": reader.boolean("always_open", False),
            "open_on_bank_holidays": reader.maybe_boolean("open_on_bank_holidays"),
            "order": reader.number("order"),
        },
        many_to_many={name: reader.text_list(name) for name in ("risk_areas", "audiences")},
        periods=tuple(row for period in reader.entries("periods") for row in _periods(period)),
        special_days=tuple(_special_day(day) for day in reader.entries("special_days")),
    )
    reader.finish()
    return entry


def _periods(reader: EntryReader) -> Iterator[tuple[str, Period]]:
    """One entry covers a day ("mon") or a run of days ("mon-fri") of one way of contact."""
    first, _, last = reader.text("days").partition("-")
    if not {first, last or first} <= set(WEEKDAYS):
        raise reader.error("days", f"must be as mon or mon-fri, not {first}-{last}")
    way, term_time_only = _way(reader), reader.boolean("term_time_only", False)
    opens, closes = _clock(reader, "opens"), _clock(reader, "closes")
    reader.finish()
    for weekday in range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1):
        yield way, Period(weekday, opens, closes, term_time_only)


def _special_day(reader: EntryReader) -> tuple[str, SpecialDay]:
    """One date with other hours, or ``closed``: one of both must be said."""
    way, day, reason = _way(reader), reader.date("day"), reader.text("reason", "")
    if reader.boolean("closed", False):
        special = SpecialDay(day, reason=reason)
    else:
        special = SpecialDay(day, _clock(reader, "opens"), _clock(reader, "closes"), reason)
    reader.finish()
    return way, special


def _way(reader: EntryReader) -> str:
    way = reader.text("way", Way.PHONE)
    if way not in Way.values:
        raise reader.error("way", f"must be one of {', '.join(Way.values)}, not {way}")
    return way


def _clock(reader: EntryReader, name: str) -> time:
    value = reader.text(name)
    try:
        return time.fromisoformat("00:00" if value == "24:00" else value)
    except ValueError:
        raise reader.error(name, f"must be a time as 09:00, not {value!r}") from None


def _service(slug: str, reader: EntryReader) -> ContentEntry:
    entry = ContentEntry(
        source=reader.source,
        model=Service,
        slug=slug,
        values={
            **_publication(reader),
            **_texts(reader, "title", "summary", "kind", "description", "audience", "availability"),
            **_texts(reader, "how_to_book"),
            **_optional_texts(reader, "format", "length", "edition", "booking_note"),
            "expires_on": reader.maybe_date("expires_on"),
            "order": reader.number("order"),
        },
        foreign_keys=_optional_texts(reader, "resource", "successor"),
        many_to_many={name: reader.text_list(name) for name in ("audiences", "phases")},
    )
    reader.finish()
    return entry


def _texts(reader: EntryReader, *names: str) -> dict[str, str]:
    return {name: reader.text(name) for name in names}


def _optional_texts(reader: EntryReader, *names: str) -> dict[str, str]:
    return {name: reader.text(name, "") for name in names}
