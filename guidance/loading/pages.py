"""The texts written for this portal (risk areas, roles, guidance, hand-outs, updates) as entries."""

import re
from collections.abc import Iterator
from pathlib import Path

from guidance.fixture_reader import EntryReader, read_folder
from guidance.loading.entries import ContentEntry, published_on
from guidance.models import GuidancePage, Handout, RiskArea, Role, Update
from guidance.models.risk_area import TEXTS as RISK_AREA_TEXTS

DATED_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-(?P<slug>[a-z0-9-]+)")


def read(folder: Path) -> Iterator[ContentEntry]:
    """Yield an entry for every written text in ``folder``; a text's slug is its file name."""
    entries = {
        **{"risk_areas": _risk_area, "roles": _role, "guidance": _page},
        **{"handouts": _handout, "updates": _update},
    }
    for name, entry in entries.items():
        for stem, reader in read_folder(folder / name):
            yield entry(stem, reader)
            reader.finish()


def _risk_area(slug: str, reader: EntryReader) -> ContentEntry:
    return ContentEntry(
        source=reader.source,
        model=RiskArea,
        slug=slug,
        values={
            **_shared(reader),
            **{name: reader.text(name) for name in RISK_AREA_TEXTS if name != "roles"},
            "roles": reader.text("roles", ""),
            "heading": reader.text("heading", ""),
            "example_words": ", ".join(reader.text_list("example_words")),
            "order": reader.number("order"),
        },
        many_to_many={"helplines": reader.text_list("helplines")},
    )


def _role(slug: str, reader: EntryReader) -> ContentEntry:
    return ContentEntry(
        source=reader.source,
        model=Role,
        slug=slug,
        values={
            **_shared(reader),
            **{name: reader.text(name) for name in ("name", "tasks")},
            "icon": reader.text("icon", ""),
            "order": reader.number("order", 0),
        },
        foreign_keys={"policy": reader.text("policy", "")},
        many_to_many={"audiences": reader.text_list("audiences", [])},
    )


def _page(slug: str, reader: EntryReader) -> ContentEntry:
    return ContentEntry(
        source=reader.source,
        model=GuidancePage,
        slug=slug,
        values={
            **_shared(reader),
            "group": reader.text("group"),
            "body": reader.text("body"),
            "is_sheet": reader.boolean("is_sheet", False),
            "order": reader.number("order"),
        },
        foreign_keys={"main_risk_area": reader.text("main_risk_area", "")},
        many_to_many={
            name: reader.text_list(name) for name in ("risk_areas", "audiences", "phases", "sources")
        },
    )


def _handout(slug: str, reader: EntryReader) -> ContentEntry:
    return ContentEntry(
        source=reader.source,
        model=Handout,
        slug=slug,
        values={
            **_shared(reader),
            "ages": reader.text("ages"),
            "body": reader.text("body"),
            "newsletter": reader.text("newsletter"),
            **{name: reader.text(name, "") for name in ("say", "app_text", "pictures")},
            "order": reader.number("order"),
        },
        many_to_many={
            "helplines": reader.text_list("helplines", []),
            **{name: reader.text_list(name) for name in ("risk_areas", "sources")},
        },
    )


def _update(stem: str, reader: EntryReader) -> ContentEntry:
    """Files are named by date so that they sort; the address leaves it out, since it may be only a month."""
    dated_name = DATED_NAME.fullmatch(stem)
    if not dated_name:
        raise reader.error("file name", "must be as 2026-11-22-what-happened.md")
    happened_on, day_is_known = reader.month_or_day("happened_on")
    if happened_on is None:
        raise reader.error("happened_on", "is missing")
    return ContentEntry(
        source=reader.source,
        model=Update,
        slug=dated_name["slug"],
        values={
            **_shared(reader),
            "happened_on": happened_on,
            "day_is_known": day_is_known,
            "body": reader.text("body"),
            "link": reader.text("link", ""),
        },
        many_to_many={
            **{name: reader.text_list(name) for name in ("risk_areas", "sources")},
            **{name: reader.text_list(name, []) for name in ("audiences", "phases")},
        },
    )


def _shared(reader: EntryReader) -> dict[str, object]:
    return {
        **published_on(reader.date("written_on")),
        **{name: reader.text(name) for name in ("title", "summary", "keywords")},
    }
