"""The page of helplines in two parts: those that answer a call or a text, and those that are only online."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from guidance import clock_words
from guidance.markup import Heading
from guidance.models import Helpline
from guidance.opening_hours import Opening
from guidance.views.grouping import by_choice

# Where most of those with this need are only online, its address (#report-content) leads to that part.
ONLINE_FIRST = {Helpline.Need.REPORT_CONTENT}


@dataclass(frozen=True)
class Group:
    """The helplines of one need, with the id of its heading on the page."""

    need: Helpline.Need
    anchor: str
    helplines: list[Helpline]


@dataclass(frozen=True)
class Part:
    """One half of the page."""

    anchor: str
    title: str
    groups: list[Group]


@dataclass(frozen=True)
class OpenLine:
    """A helpline that answers now."""

    helpline: Helpline
    until: str
    """When it closes, in words; empty for what never does."""


def open_now(parts: Iterable[Part]) -> list[OpenLine]:
    """Return those that can be rung now and whose hours somebody has confirmed, in the order of the page.

    The numbers for an emergency are left out: they stand first on every page, at any hour. About a child
    Kent's own stand above these, whatever the hour, so another council's come last.
    """
    now = timezone.localtime()
    groups = [group for part in parts for group in part.groups if group.need != Helpline.Need.EMERGENCY]
    groups.sort(key=lambda group: group.need == Helpline.Need.CHILD_CONCERN)
    openings = ((row, row.opening(now)) for group in groups for row in group.helplines if row.is_rung)
    return [_open_line(row, found, now) for row, found in openings if found and found.is_open]


def _open_line(row: Helpline, found: Opening, now: datetime) -> OpenLine:
    until = clock_words.closing_words(found.closes_at, now) if found.closes_at else ""
    return OpenLine(row, until)


def parts_of(helplines: Iterable[Helpline]) -> list[Part]:
    """Return the parts that have any helpline, what can be rung first."""
    rows = list(helplines)
    parts = [
        _part("ring", "Ring or text", [row for row in rows if row.is_rung]),
        _part("online", "Report or ask online", [row for row in rows if not row.is_rung]),
    ]
    return [part for part in parts if part.groups]


def contents_of(parts: list[Part]) -> tuple[Heading, ...]:
    """Return the id and the words of each heading worth a link: every need once, then the second part."""
    groups = [group for part in parts for group in part.groups]
    anchors = {group.need: group.anchor for group in groups}
    anchors |= {group.need: group.anchor for group in groups if group.anchor == group.need.value}
    needs = (Heading(2, anchors[need], str(need.label)) for need in Helpline.Need if need in anchors)
    return (*needs, *(Heading(2, part.anchor, part.title) for part in parts[1:]))


def _part(anchor: str, title: str, rows: list[Helpline]) -> Part:
    groups = by_choice(rows, "need", Helpline.Need)
    return Part(anchor, title, [Group(need, _anchor(anchor, need), members) for need, members in groups])


def _anchor(part: str, need: Helpline.Need) -> str:
    is_main = part == ("online" if need in ONLINE_FIRST else "ring")
    return need.value if is_main else f"{part}-{need.value}"
