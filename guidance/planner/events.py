"""Duties as whole days of a calendar. Nothing gets a day that nobody set.

What has a month stands on its first day and says so, what has only its school year on 1 September. What comes
each term stands on the first days of Kent's terms, once advisers have entered them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from guidance import school_year
from guidance.models import Duty
from guidance.planner.year import first_days_in, whole_terms


@dataclass(frozen=True)
class CalendarEvent:
    """One whole day. ``name`` is lasting: the day may move, and it is still the same event."""

    name: str
    day: date
    summary: str
    description: str
    page: str
    changed_at: datetime


def events_of(
    duties: Sequence[Duty], years: Iterable[int], terms: Sequence[tuple[date, date]]
) -> Iterator[CalendarEvent]:
    """Yield the events of the school years that begin in ``years``."""
    for year in years:
        half_terms = first_days_in(year, terms)
        days = {Duty.Rhythm.HALF_TERM: half_terms, Duty.Rhythm.TERM: whole_terms(half_terms)}
        for duty in duties:
            if duty.rhythm in days:
                yield from _each(duty, year, days[Duty.Rhythm(duty.rhythm)])
            elif not duty.waits_in(year):
                yield _once(duty, year)


def _once(duty: Duty, year: int) -> CalendarEvent:
    name, day = f"{duty.key}-{year}", duty.day_in(year)
    if day:
        return _event(duty, name, day, duty.title)
    if duty.month:
        month = school_year.in_month(year, duty.month)
        return _event(duty, name, month, f"In {month:%B}: {duty.title}")
    begins = school_year.in_month(year, school_year.BEGINS_IN)
    return _event(duty, name, begins, f"This school year, choose your day: {duty.title}")


def _each(duty: Duty, year: int, days: Sequence[date]) -> Iterator[CalendarEvent]:
    when = "This term" if duty.rhythm == Duty.Rhythm.TERM else "This half term"
    for number, day in enumerate(days, start=1):
        yield _event(duty, f"{duty.key}-{year}-{number}", day, f"{when}: {duty.title}")


def _event(duty: Duty, name: str, day: date, summary: str) -> CalendarEvent:
    lines = [duty.note, f"Leads: {duty.leads}.", f"Source: {duty.source}. {duty.get_certainty_display()}."]
    if duty.for_whom:
        lines.insert(1, f"For: {duty.for_whom}.")
    return CalendarEvent(name, day, summary, "\n".join(lines), duty.page, duty.changed_at)
