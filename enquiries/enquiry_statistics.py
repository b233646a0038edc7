"""How many enquiries came, about what, from where, and how soon they were answered. Names nobody.

Small numbers: what is counted by one thing (topic, district, type of setting) stands as it is, for the number
of enquiries from a whole district names no school. A district by type could, so there are only bands.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache, partial
from math import ceil
from typing import NamedTuple

from django.utils import timezone

from enquiries.models import SETTING_TYPES, District, Diversion, Enquiry, Topic
from enquiries.models.counts import ScreenMonth
from lesas_portal.core.working_days import count_working_days

# From so many on there is a band of its own; below the first stands "fewer than 5", nothing included.
BANDS = {50: "50 or more", 20: "20 to 49", 10: "10 to 19", 5: "5 to 9"}
FEW = "fewer than 5"
NOT_GIVEN = {"": "Not given"}  # whoever writes about the website need not say


class Month(NamedTuple):
    """A month: how many came in it, how many of them were answered, and in how many working days.

    ``median`` and ``ninetieth`` are None where none was answered.
    """

    first_day: date
    received: int
    answered: int
    median: int | None
    ninetieth: int | None
    screen: ScreenMonth


class Breakdown(NamedTuple):
    """The enquiries by one thing: for each of its values the number in each month, newest first."""

    title: str
    rows: list[tuple[str, list[int]]]

    @property
    def with_totals(self) -> list[tuple[str, list[int], int]]:
        """The rows, each with its sum."""
        return [(label, numbers, sum(numbers)) for label, numbers in self.rows]


class Statistics(NamedTuple):
    """This month and the twelve before. ``bands``: the words for each district by the types of ``kinds``."""

    months: list[Month]
    breakdowns: list[Breakdown]
    kinds: list[str]
    bands: list[tuple[str, list[str]]]

    @property
    def screen_months(self) -> list[ScreenMonth]:
        """What the screen did in each of the ``months``."""
        return [month.screen for month in self.months]

    @property
    def bands_with_numbers(self) -> list[tuple[str, list[str]]]:
        """Those of ``bands`` that say more than "fewer than 5"."""
        return [(district, words) for district, words in self.bands if {*words} != {FEW}]


class _Row(NamedTuple):
    """What is read of one enquiry."""

    month: date
    topic: str
    district: str
    setting_type: str
    days: int | None


def compile_statistics(*, closed: Collection[date] = (), on: date | None = None) -> Statistics:
    """Count this month and the twelve before. Four queries; ``closed``: closing days."""
    screen = Diversion.objects.monthly(on)
    rows = list(_read(screen[-1].first_day, closed))
    by_month: dict[date, list[_Row]] = {month.first_day: [] for month in screen}
    for row in rows:
        by_month.get(row.month, []).append(row)  # a clock that was wrong has no month here
    months = [_month(one, by_month[one.first_day]) for one in screen]
    parts: list[tuple[str, str, Mapping[str, str]]] = [
        ("Topic", "topic", dict(Topic.choices)),
        ("District", "district", {**dict(District.choices), **NOT_GIVEN}),
        ("Type of setting", "setting_type", {**SETTING_TYPES, **NOT_GIVEN}),
    ]
    breakdowns = [_breakdown(title, name, labels, by_month) for title, name, labels in parts]
    return Statistics(months, breakdowns, list(SETTING_TYPES.values()), _bands(rows))


def cells(statistics: Statistics) -> Iterator[tuple[str, str, str, str]]:
    """Yield all of it for a spreadsheet, a number a row: part, what, month (or empty), number or words."""
    yield ("Part", "What", "Month", "Number")
    for month in statistics.months:
        day = f"{month.first_day:%Y-%m}"
        figures = {
            "Received": month.received,
            "Answered": month.answered,
            "Working days to the answer, median": month.median,
            "Working days to the answer, 90th centile": month.ninetieth,
            "Stopped by the screen": month.screen.stopped,
            "Went on after it": month.screen.went_on,
            "Erased as about a child": month.screen.erased,
        }
        for what, number in figures.items():
            yield ("Months", what, day, "" if number is None else str(number))
    for breakdown in statistics.breakdowns:
        for label, numbers in breakdown.rows:
            for month, number in zip(statistics.months, numbers, strict=True):
                yield (breakdown.title, label, f"{month.first_day:%Y-%m}", str(number))
    for district, words in statistics.bands:
        for kind, band in zip(statistics.kinds, words, strict=True):
            yield ("District by type of setting", f"{district}, {kind}", "", band)


def centile(numbers: Sequence[int], share: float) -> int | None:
    """Return the smallest of ``numbers`` that ``share`` of them do not exceed; None for no number."""
    ordered = sorted(numbers)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else None


def _read(first_day: date, closed: Collection[date]) -> Iterator[_Row]:
    """What came since: no suspected spam, and of those that were joined only the one that is left."""
    since = timezone.make_aware(datetime.combine(first_day, time.min))
    days_between = cache(partial(count_working_days, closed=closed))  # thousands have the same two days
    came = Enquiry.objects.genuine().filter(received_at__gte=since, same_as=None).order_by()
    fields = ("received_at", "topic", "district", "setting_type", "answered_at")
    for received_at, topic, district, kind, answered_at in came.values_list(*fields).iterator():
        day = timezone.localdate(received_at)
        days = days_between(day, timezone.localdate(answered_at)) if answered_at else None
        yield _Row(day.replace(day=1), topic, district, kind, days)


def _month(screen: ScreenMonth, rows: Sequence[_Row]) -> Month:
    days = [row.days for row in rows if row.days is not None]
    return Month(screen.first_day, len(rows), len(days), centile(days, 0.5), centile(days, 0.9), screen)


def _breakdown(
    title: str, name: str, labels: Mapping[str, str], by_month: Mapping[date, Iterable[_Row]]
) -> Breakdown:
    counts = [Counter(getattr(row, name) for row in rows) for rows in by_month.values()]
    rows = [(str(label), [count[value] for count in counts]) for value, label in labels.items()]
    return Breakdown(title, rows)


def _bands(rows: Iterable[_Row]) -> list[tuple[str, list[str]]]:
    counts = Counter((row.district, row.setting_type) for row in rows)
    return [
        (str(label), [_in_band(counts[district, kind]) for kind in SETTING_TYPES])
        for district, label in District.choices
    ]


def _in_band(number: int) -> str:
    return next((words for least, words in BANDS.items() if number >= least), FEW)
