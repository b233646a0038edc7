"""The texts written for this portal (risk areas, guidance, hand-outs, updates) as facts."""

import re
from collections.abc import Iterator
from pathlib import Path

from guidance.loading.entries import Fact, published_on
from guidance.loading.reader import Record, read_folder
from guidance.models import GuidancePage, Handout, RiskArea, Update

DATED_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-(?P<slug>[a-z0-9-]+)")


def read(folder: Path) -> Iterator[Fact]:
    """Yield a fact for every written text in ``folder``; a text's slug is its file name."""
    readers = {"risk_areas": _risk_area, "guidance": _page, "handouts": _handout, "updates": _update}
    for name, reader in readers.items():
        for stem, record in read_folder(folder / name):
            yield reader(stem, record)
            record.finish()


def _risk_area(slug: str, record: Record) -> Fact:
    return Fact(
        source=record.source,
        model=RiskArea,
        slug=slug,
        values={
            **_shared(record),
            **{name: record.text(name) for name in ("definition", "examples", "situations", "actions")},
            "example_words": ", ".join(record.words("example_words")),
            "order": record.number("order"),
        },
    )


def _page(slug: str, record: Record) -> Fact:
    return Fact(
        source=record.source,
        model=GuidancePage,
        slug=slug,
        values={
            **_shared(record),
            "group": record.text("group"),
            "body": record.text("body"),
            "order": record.number("order"),
        },
        many={name: record.words(name) for name in ("risk_areas", "audiences", "phases", "sources")},
    )


def _handout(slug: str, record: Record) -> Fact:
    return Fact(
        source=record.source,
        model=Handout,
        slug=slug,
        values={
            **_shared(record),
            "ages": record.text("ages"),
            "body": record.text("body"),
            "newsletter": record.text("newsletter"),
            "order": record.number("order"),
        },
        many={name: record.words(name) for name in ("risk_areas", "sources")},
    )


def _update(stem: str, record: Record) -> Fact:
    """Files are named by date so that they sort; the address leaves it out, since it may be only a month."""
    dated_name = DATED_NAME.fullmatch(stem)
    if not dated_name:
        raise record.broken("file name", "must be as 2026-11-22-what-happened.md")
    happened_on, day_is_known = record.month_or_day("happened_on")
    if happened_on is None:
        raise record.broken("happened_on", "is missing")
    return Fact(
        source=record.source,
        model=Update,
        slug=dated_name["slug"],
        values={
            **_shared(record),
            "happened_on": happened_on,
            "day_is_known": day_is_known,
            "body": record.text("body"),
            "link": record.text("link", ""),
        },
        many={name: record.words(name) for name in ("risk_areas", "sources")},
    )


def _shared(record: Record) -> dict[str, object]:
    return {
        **published_on(record.day("written_on")),
        **{name: record.text(name) for name in ("title", "summary", "keywords")},
    }
