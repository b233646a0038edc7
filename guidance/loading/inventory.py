"""The inventories (resources, helplines, services) as facts."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

from guidance.loading.entries import Fact, midnight, published_on
from guidance.loading.reader import Record, read_list
from guidance.models import Helpline, Publishable, Resource, Service

# The day the inventory was taken. Its entries carry no date of writing of their own, and the portal
# promises that no date is invented, so this is the day from which they count as public.
TAKEN_ON = date(2026, 11, 22)

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def read(folder: Path) -> Iterator[Fact]:
    """Yield a fact for every entry of the inventories in ``folder``."""
    for name in ("national", "local"):
        for record in read_list(folder / "resources" / f"{name}.json"):
            yield _resource(record)
    for record in read_list(folder / "helplines.json"):
        yield _helpline(record)
    for record in read_list(folder / "services.json"):
        yield _service(record)


def _resource(record: Record) -> Fact:
    edition, _ = record.month_or_day("dated")
    fact = Fact(
        source=record.source,
        model=Resource,
        slug=record.text("key"),
        values={
            **_life(record),
            **_texts(record, "title", "summary", "kind", "section", "url", "confidence", "note"),
            "staging_url": record.text("staging_url", ""),
            "former_names": "\n".join(record.words("former_names", ())),
            "edition": edition,
            "statutory": record.flag("statutory"),
            "greater_risk": record.flag("greater_risk"),
            "inventory_contact": record.raw("inventory_contact"),
        },
        one={
            "publisher": record.text("publisher"),
            "helpline": record.text("helpline", ""),
            "successor": record.text("successor", ""),
        },
        many={name: record.words(name) for name in ("risk_areas", "audiences", "phases")},
    )
    record.finish()
    return fact


def _life(record: Record) -> dict[str, object]:
    """A closed entry is a withdrawn page: its old address says why and what replaced it."""
    status, reason = record.text("status"), record.text("withdrawn_reason", "")
    if status in {"live", "renamed"}:
        return published_on(TAKEN_ON)
    if status != "closed":
        raise record.broken("status", f"must be live, renamed or closed, not {status!r}")
    if not reason:
        raise record.broken("withdrawn_reason", "is missing: say why the entry is closed")
    return {
        "status": Publishable.Status.WITHDRAWN,
        "publish_at": midnight(TAKEN_ON),
        "withdrawn_reason": reason,
    }


def _helpline(record: Record) -> Fact:
    text = record.maybe_entry("text")
    fact = Fact(
        source=record.source,
        model=Helpline,
        slug=record.text("key"),
        values={
            **published_on(TAKEN_ON),
            **_texts(record, "need", "who", "about", "phone", "email", "hours_text", "note", "source"),
            "title": record.text("name"),
            "phone_confirmed": record.flag("phone_confirmed"),
            "email_confirmed": record.flag("email_confirmed"),
            "hours_confirmed": record.flag("hours_confirmed"),
            "always_open": record.flag("always_open"),
            "open_on_bank_holidays": record.maybe_flag("bank_holidays"),
            "text_number": text.text("number") if text else "",
            "text_word": text.text("word", "") if text else "",
            "order": record.number("order"),
        },
        one={"website": record.text("web_resource", "")},
        many={name: record.words(name) for name in ("risk_areas", "audiences")},
        periods=tuple(row for entry in record.entries("periods") for row in _periods(entry)),
    )
    record.finish()
    return fact


def _periods(record: Record) -> Iterator[tuple[int, time, time]]:
    """One entry covers a day ("mon") or a run of days ("mon-fri")."""
    first, _, last = record.text("days").partition("-")
    if not {first, last or first} <= set(WEEKDAYS):
        raise record.broken("days", f"must be as mon or mon-fri, not {first}-{last}")
    opens, closes = _clock(record, "opens"), _clock(record, "closes")
    record.finish()
    for weekday in range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1):
        yield weekday, opens, closes


def _clock(record: Record, name: str) -> time:
    value = record.text(name)
    try:
        return time.fromisoformat("00:00" if value == "24:00" else value)
    except ValueError:
        raise record.broken(name, f"must be a time as 09:00, not {value!r}") from None


def _service(record: Record) -> Fact:
    fact = Fact(
        source=record.source,
        model=Service,
        slug=record.text("slug"),
        values={
            **published_on(TAKEN_ON),
            **_texts(record, "title", "summary", "kind", "description", "audience", "how_to_book"),
            **_texts(record, "format", "length", "edition", "booking_note"),
            "availability": record.text("status"),
            "expires_on": record.day("expires_on", None),
            "order": record.number("order"),
        },
        one={"resource": record.text("resource", "")},
        many={name: record.words(name) for name in ("audiences", "phases")},
    )
    record.finish()
    return fact


def _texts(record: Record, *names: str) -> dict[str, str]:
    return {name: record.text(name) for name in names}
