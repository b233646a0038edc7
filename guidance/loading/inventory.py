"""The inventories (resources, helplines, services) as entries."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

from guidance.loading.entries import ContentEntry, midnight, published_on
from guidance.loading.reader import EntryReader, read_list
from guidance.models import Helpline, Publishable, Resource, Service

# The day the inventory was taken. Its entries carry no date of writing of their own, and the portal
# promises that no date is invented, so this is the day from which they count as public.
TAKEN_ON = date(2026, 11, 22)

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def read(folder: Path) -> Iterator[ContentEntry]:
    """Yield an entry for every one of the inventories in ``folder``."""
    for name in ("national", "local"):
        for reader in read_list(folder / "resources" / f"{name}.json"):
            yield _resource(reader)
    for reader in read_list(folder / "helplines.json"):
        yield _helpline(reader)
    for reader in read_list(folder / "services.json"):
        yield _service(reader)


def _resource(reader: EntryReader) -> ContentEntry:
    edition, _ = reader.month_or_day("dated")
    entry = ContentEntry(
        source=reader.source,
        model=Resource,
        slug=reader.text("key"),
        values={
            **_life(reader),
            **_texts(reader, "title", "summary", "kind", "section", "url", "confidence", "note"),
            "staging_url": reader.text("staging_url", ""),
            "former_names": "\n".join(reader.text_list("former_names", ())),
            "edition": edition,
            "statutory": reader.boolean("statutory"),
            "greater_risk": reader.boolean("greater_risk"),
            "inventory_contact": reader.raw("inventory_contact"),
        },
        foreign_keys={
            "publisher": reader.text("publisher"),
            "helpline": reader.text("helpline", ""),
            "successor": reader.text("successor", ""),
        },
        many_to_many={name: reader.text_list(name) for name in ("risk_areas", "audiences", "phases")},
    )
    reader.finish()
    return entry


def _life(reader: EntryReader) -> dict[str, object]:
    """A closed entry is a withdrawn page: its old address says why and what replaced it."""
    status, reason = reader.text("status"), reader.text("withdrawn_reason", "")
    if status in {"live", "renamed"}:
        return published_on(TAKEN_ON)
    if status != "closed":
        raise reader.error("status", f"must be live, renamed or closed, not {status!r}")
    if not reason:
        raise reader.error("withdrawn_reason", "is missing: say why the entry is closed")
    return {
        "status": Publishable.Status.WITHDRAWN,
        "publish_at": midnight(TAKEN_ON),
        "withdrawn_reason": reason,
    }


def _helpline(reader: EntryReader) -> ContentEntry:
    text = reader.maybe_entry("text")
    entry = ContentEntry(
        source=reader.source,
        model=Helpline,
        slug=reader.text("key"),
        values={
            **published_on(TAKEN_ON),
            **_texts(reader, "need", "who", "about", "phone", "email", "hours_text", "note", "source"),
            "title": reader.text("name"),
            "phone_confirmed": reader.boolean("phone_confirmed"),
            "email_confirmed": reader.boolean("email_confirmed"),
            "hours_confirmed": reader.boolean("hours_confirmed"),
            "always_open": reader.boolean("always_open"),
            "open_on_bank_holidays": reader.maybe_boolean("bank_holidays"),
            "text_number": text.text("number") if text else "",
            "text_word": text.text("word", "") if text else "",
            "order": reader.number("order"),
        },
        foreign_keys={"website": reader.text("web_resource", "")},
        many_to_many={name: reader.text_list(name) for name in ("risk_areas", "audiences")},
        periods=tuple(row for entry in reader.entries("periods") for row in _periods(entry)),
    )
    reader.finish()
    return entry


def _periods(reader: EntryReader) -> Iterator[tuple[int, time, time]]:
    """One entry covers a day ("mon") or a run of days ("mon-fri")."""
    first, _, last = reader.text("days").partition("-")
    if not {first, last or first} <= set(WEEKDAYS):
        raise reader.error("days", f"must be as mon or mon-fri, not {first}-{last}")
    opens, closes = _clock(reader, "opens"), _clock(reader, "closes")
    reader.finish()
    for weekday in range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1):
        yield weekday, opens, closes


def _clock(reader: EntryReader, name: str) -> time:
    value = reader.text(name)
    try:
        return time.fromisoformat("00:00" if value == "24:00" else value)
    except ValueError:
        raise reader.error(name, f"must be a time as 09:00, not {value!r}") from None


def _service(reader: EntryReader) -> ContentEntry:
    entry = ContentEntry(
        source=reader.source,
        model=Service,
        slug=reader.text("slug"),
        values={
            **published_on(TAKEN_ON),
            **_texts(reader, "title", "summary", "kind", "description", "audience", "how_to_book"),
            **_texts(reader, "format", "length", "edition", "booking_note"),
            "availability": reader.text("status"),
            "expires_on": reader.date("expires_on", None),
            "order": reader.number("order"),
        },
        foreign_keys={"resource": reader.text("resource", "")},
        many_to_many={name: reader.text_list(name) for name in ("audiences", "phases")},
    )
    reader.finish()
    return entry


def _texts(reader: EntryReader, *names: str) -> dict[str, str]:
    return {name: reader.text(name) for name in names}
