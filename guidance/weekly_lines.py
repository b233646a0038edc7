"""Weekly hours in lines as people write them: a way of contact, some days, from, to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import time
from itertools import combinations
from typing import Any

from django.core.exceptions import ValidationError

from guidance import clock_reading, typed_lines
from guidance.clock_words import DAYS, time_words
from guidance.models.opening import Way
from guidance.opening_hours import BANK_HOLIDAY, Period

Row = tuple[str, Period]
"""A way of contact with one stretch of hours."""
Line = Mapping[str, Any]
"""What stands in one line: way, days ("0" is Monday, "7" bank holidays), opens, closes, in_term."""
DAY, WEEK = 24 * 60, 7 * 24 * 60


def lines_of(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return ``rows`` in lines, those that differ in the day only together."""
    lines: dict[tuple, list[int]] = {}
    for way, period in sorted(rows, key=_order):
        key = (str(way), period.opens, period.closes, period.term_time_only)
        lines.setdefault(key, []).append(period.weekday)
    return [
        {
            "way": way,
            "days": [str(day) for day in days],
            "opens": time_words(opens),
            "closes": time_words(closes),
            "in_term": in_term,
        }
        for (way, opens, closes, in_term), days in lines.items()
    ]


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Return what ``lines`` say, in order. Raises ValidationError with what is wrong with each line."""
    rows = typed_lines.read(lines, is_empty=is_empty, rows_of_line=_rows)
    if faults := list(dict.fromkeys(overlaps(rows))):
        raise ValidationError(faults)
    return sorted(rows, key=_order)


def is_empty(line: Line) -> bool:
    """Whether nothing was written in ``line``: the way of contact alone says nothing."""
    return not (line["days"] or line["opens"].strip() or line["closes"].strip() or line["in_term"])


def overlaps(rows: Sequence[Row]) -> Iterator[str]:
    """Yield "Monday 9am to 5pm and Monday 4pm to 6pm overlap" for each such pair of one way."""
    for (way, one), (other_way, other) in combinations(sorted(rows, key=_order), 2):
        if way == other_way and one.term_time_only == other.term_time_only and _meet(one, other):
            yield f"{_words(one)} and {_words(other)} overlap"


def _rows(line: Line) -> list[Row]:
    if not line["days"]:
        raise ValidationError("tick the days.")
    if not (line["opens"].strip() and line["closes"].strip()):
        raise ValidationError("write from when and to when.")
    opens, closes = clock_reading.read(line["opens"]), clock_reading.read(line["closes"])
    if opens == closes != time(0):
        raise ValidationError("it opens and closes at the same time.")
    if line["way"] not in Way.values:
        raise ValidationError("choose phone, text, chat or email.")
    days = [int(day) for day in line["days"] if day in {"0", "1", "2", "3", "4", "5", "6", "7"}]
    return [(line["way"], Period(day, opens, closes, line["in_term"])) for day in days]


def _meet(one: Period, other: Period) -> bool:
    """Whether they share a minute of the week; what runs over Sunday midnight runs into Monday."""
    if BANK_HOLIDAY in {one.weekday, other.weekday} and one.weekday != other.weekday:
        return False
    (begins, ends), (other_begins, other_ends) = _minutes(one), _minutes(other)
    return any(begins < other_ends + shift and other_begins + shift < ends for shift in (-WEEK, 0, WEEK))


def _minutes(period: Period) -> tuple[int, int]:
    begins = period.weekday * DAY + period.opens.hour * 60 + period.opens.minute
    length = (period.closes.hour - period.opens.hour) * 60 + period.closes.minute - period.opens.minute
    return begins, begins + (length if length > 0 else length + DAY)


def _words(period: Period) -> str:
    return f"{DAYS[period.weekday]} {time_words(period.opens)} to {time_words(period.closes)}"


def _order(row: Row) -> tuple:
    way, period = row
    return list(Way).index(Way(way)), period.weekday, period.opens, period.closes, period.term_time_only
