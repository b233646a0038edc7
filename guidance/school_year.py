"""The school year, from 1 September to 31 August, and its three terms by months.

Easter moves, and each council sets its own dates: what must have lasting days, as an address or a list that
ends, goes by months. The days of Kent's own terms are rows (``guidance.models.Term``).
"""

from dataclasses import dataclass
from datetime import date, timedelta

BEGINS_IN = 9
"""September."""
FIRST_MONTHS = {"spring": 1, "summer": 4, "autumn": BEGINS_IN}


@dataclass(frozen=True)
class SchoolTerm:
    """September to December, January to March, or April to August of a calendar year."""

    name: str
    year: int

    @property
    def first_day(self) -> date:
        return date(self.year, FIRST_MONTHS[self.name], 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "SchoolTerm":
        """The term after it."""
        names = [*FIRST_MONTHS]
        place = names.index(self.name) + 1
        return SchoolTerm(names[place % len(names)], self.year + place // len(names))

    @property
    def before(self) -> "SchoolTerm":
        """The term before it."""
        return term_of(self.first_day - timedelta(days=1))

    @property
    def slug(self) -> str:
        """How it stands in addresses: autumn-2026."""
        return f"{self.name}-{self.year}"

    def __str__(self) -> str:
        return f"{self.name.capitalize()} term {self.year}"


def term_of(day: date) -> SchoolTerm:
    """Return the term in which ``day`` lies."""
    name = [name for name, month in FIRST_MONTHS.items() if month <= day.month][-1]
    return SchoolTerm(name, day.year)


def year_of(day: date) -> int:
    """Return the calendar year in which the school year of ``day`` began."""
    return day.year if day.month >= BEGINS_IN else day.year - 1


def months_of(year: int) -> tuple[date, ...]:
    """Return the first day of each month of the school year that begins in ``year``."""
    return tuple(in_month(year, (BEGINS_IN + step - 1) % 12 + 1) for step in range(12))


def in_month(year: int, month: int) -> date:
    """Return the first day of ``month`` (1 to 12) in the school year that begins in ``year``."""
    return date(year if month >= BEGINS_IN else year + 1, month, 1)


def year_words(year: int) -> str:
    """Return what the school year that begins in ``year`` is called: 2026 to 2027."""
    return f"{year} to {year + 1}"
