"""The duties of one school year, in their months; and those that come each term or on a day of one's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from guidance import school_year
from guidance.models import Duty

TERMS_A_YEAR = 6
"""Of Kent: each two are one of the three terms that national documents mean, and one is half of it."""


@dataclass(frozen=True)
class Entry:
    """A duty in its month; its day where that is known, and whether somebody else has still to set it."""

    duty: Duty
    day: date | None
    waits: bool


@dataclass(frozen=True)
class Month:
    """A month of a school year, with what falls in it, by day: what has none comes first."""

    first_day: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class PlannerYear:
    """Everything that the page of a school year shows.

    ``term_days`` and ``half_term_days`` are first days of Kent's terms; empty while they are not known here.
    """

    year: int
    months: tuple[Month, ...]
    yearly: tuple[Duty, ...]
    termly: tuple[Duty, ...]
    half_termly: tuple[Duty, ...]
    term_days: tuple[date, ...]
    half_term_days: tuple[date, ...]

    @property
    def words(self) -> str:
        """What it is called: 2026 to 2027."""
        return school_year.year_words(self.year)

    def now_and_next(self, this_month: date) -> tuple[Month, ...]:
        """This month, whatever falls in it, and the next one of the year in which anything does."""
        ahead = [month for month in self.months if month.first_day >= this_month]
        later = (month for month in ahead[1:] if month.entries)
        return (*ahead[:1], *islice(later, 1))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it at all."""
        lists = (self.yearly, self.termly, self.half_termly, *(month.entries for month in self.months))
        return not any(lists)


def of_year(duties: Sequence[Duty], year: int, terms: Iterable[tuple[date, date]]) -> PlannerYear:
    """Return the planner of the school year that begins in ``year``; ``terms`` are Kent's, in order."""
    first_days = first_days_in(year, terms)
    return PlannerYear(
        year=year,
        months=tuple(_month(duties, year, first_day) for first_day in school_year.months_of(year)),
        yearly=_with_rhythm(duties, Duty.Rhythm.YEAR),
        termly=_with_rhythm(duties, Duty.Rhythm.TERM),
        half_termly=_with_rhythm(duties, Duty.Rhythm.HALF_TERM),
        term_days=whole_terms(first_days),
        half_term_days=first_days,
    )


def first_days_in(year: int, terms: Iterable[tuple[date, date]]) -> tuple[date, ...]:
    """Return the first days of those of ``terms`` that lie in the school year."""
    return tuple(first for first, _ in terms if school_year.year_of(first) == year)


def whole_terms(first_days: Sequence[date]) -> tuple[date, ...]:
    """Return the first days of the three terms; none while Kent's six are not all known."""
    return tuple(first_days[::2]) if len(first_days) == TERMS_A_YEAR else ()


def _month(duties: Iterable[Duty], year: int, first_day: date) -> Month:
    entries = [
        Entry(duty, duty.day_in(year), duty.waits_in(year))
        for duty in duties
        if duty.month == first_day.month
    ]
    return Month(first_day, tuple(sorted(entries, key=lambda entry: entry.day or first_day)))


def _with_rhythm(duties: Iterable[Duty], rhythm: Duty.Rhythm) -> tuple[Duty, ...]:
    return tuple(duty for duty in duties if duty.rhythm == rhythm)
