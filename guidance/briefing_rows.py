"""The briefing for governors from what is public: law and guidance, other news, what is due, questions."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone

from guidance import school_year
from guidance.models import Duty, Update
from guidance.national_changes import national_changes
from guidance.planner import board
from guidance.planner.board import when_words
from guidance.planner.briefing import Briefing, Item, Part, part
from guidance.update_entries import UpdateEntries, UpdateEntry
from guidance.update_terms import day_of
from lesas_portal.core.working_days import add_months

MOST_LAW, MOST_NEWS, MOST_DUE, MOST_ASKED = 4, 4, 5, 3
MONTHS_AHEAD = 3


def briefing_since(since: date, today: date) -> Briefing:
    """Return what a board hears on ``today`` of what is new since ``since`` and due in three months."""
    changes = national_changes(since)
    law = [*changes.binding, *changes.binding_to_come]
    told = {update.pk for update in law}
    return Briefing(
        since=since,
        made_on=today,
        parts=(_law(law), _news(since, told), _due(today)),
        questions=board.of_day(today).this_term[:MOST_ASKED],
    )


def first_day_of_term(today: date) -> date:
    """Return the day from which a briefing tells where nobody names one."""
    return school_year.term_of(today).first_day


def _law(updates: Iterable[Update]) -> Part:
    items = [Item(one.title, one.summary, one.get_absolute_url(), _effect(one)) for one in updates]
    return part(
        "Law and statutory guidance",
        2,
        items,
        empty="Nothing that binds settings has changed since then, as far as we know.",
        most=MOST_LAW,
        more_path=reverse("guidance:updates"),
    )


def _effect(update: Update) -> str:
    """When it takes effect; nothing where its summary gives that day already."""
    day = update.happened_on
    is_said = re.search(rf"(?<!\d){day.day} {day:%B %Y}", update.summary)
    return "" if is_said else update.day_words


def _news(since: date, told: set[int]) -> Part:
    """Other news, newest first: each page once, what the part on law has told not again, and nothing that
    was put here later about a day before ``since``."""
    entries = UpdateEntries(since=timezone.make_aware(datetime.combine(since, time())))
    new = [one for one in entries if day_of(one) >= since and (not one.update or one.update.pk not in told)]
    items = [*_items(sorted(new, key=day_of, reverse=True))]
    return part(
        "Other news, and what changed here",
        1,
        items,
        empty="Nothing else is new here since then.",
        most=MOST_NEWS,
        more_path=reverse("guidance:updates"),
    )


def _items(entries: Iterable[UpdateEntry]) -> Iterator[Item]:
    seen = set()
    for entry in entries:
        if entry.path not in seen:
            seen.add(entry.path)
            title = f"{entry.kind} changed: {entry.title}" if entry.kind else entry.title
            yield Item(title, entry.note, entry.path, _day_words(entry))


def _day_words(entry: UpdateEntry) -> str:
    if entry.update:
        return _effect(entry.update)
    day = day_of(entry)
    return f"Changed {day.day} {day:%B %Y}."


def _due(today: date) -> Part:
    """What falls in this month and the next ones, then what comes each term; what is a rule comes first."""
    duties = [*Duty.objects.shown()]
    dated = [(duty, month) for month in _months_from(today) for duty in duties if duty.month == month.month]
    often = [(duty, today) for duty in duties if duty.rhythm != Duty.Rhythm.MONTH]
    often.sort(key=lambda pair: not pair[0].is_rule)
    planner = reverse("guidance:planner")
    return part(
        "Due",
        2,
        [_duty(duty, school_year.year_of(day), planner) for duty, day in (*dated, *often)],
        empty="The planner has no duties.",
        most=MOST_DUE,
        more_path=planner,
    )


def _months_from(today: date) -> list[date]:
    """The first days of these months, for in summer some are of the next school year."""
    return [add_months(today.replace(day=1), step) for step in range(MONTHS_AHEAD)]


def _duty(duty: Duty, year: int, planner: str) -> Item:
    waits = " The day is to be confirmed." if duty.waits_in(year) else ""
    return Item(duty.title, f"{when_words(duty)}. Leads: {duty.leads}.{waits}", duty.page or planner)
