"""Days with other hours in lines as people write them: a way of contact, from and to a day, hours, why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from guidance import clock_reading, typed_lines
from guidance.clock_words import date_words, time_words
from guidance.form_fields import DayField
from guidance.models.opening import Way
from guidance.opening_hours import SpecialDay

Row = tuple[str, SpecialDay]
"""A way of contact with one day."""
Line = Mapping[str, Any]
"""What stands in one line: way, first, last, opens, closes, reason."""
LONGEST = timedelta(days=92)
EXAMPLE = "write it as 24 December 2026"


def lines_of(rows: Iterable[Row]) -> list[dict[str, str]]:
    """Return ``rows`` in lines, days that follow each other and are alike together."""
    runs: list[list[Row]] = []
    for way, day in sorted(rows, key=_order):
        for run in runs:
            last = run[-1][1]
            is_next = day.day == last.day + timedelta(days=1)
            if run[-1][0] == way and is_next and _what(last) == _what(day):
                run.append((way, day))
                break
        else:
            runs.append([(way, day)])
    return [_line(run) for run in runs]


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Return a row for each day that ``lines`` name. Raises ValidationError with what is wrong with each."""
    rows = typed_lines.read(lines, is_empty=is_empty, rows_of_line=_rows)
    if faults := _overlaps(rows):
        raise ValidationError(faults)
    return sorted(rows, key=_order)


def is_empty(line: Line) -> bool:
    """Whether nothing was written in ``line``: the way of contact alone says nothing."""
    return not any(line[name].strip() for name in ("first", "last", "opens", "closes", "reason"))


def _line(run: list[Row]) -> dict[str, str]:
    way, first = run[0]
    last = run[-1][1]
    return {
        "way": str(way),
        "first": _day_words(first.day),
        "last": _day_words(last.day) if last != first else "",
        "opens": time_words(first.opens) if first.opens is not None else "",
        "closes": time_words(first.closes) if first.closes is not None else "",
        "reason": first.reason,
    }


def _rows(line: Line) -> list[Row]:
    if not line["first"].strip():
        raise ValidationError("write the first day.")
    first = _day(line["first"])
    last = _day(line["last"]) if line["last"].strip() else first
    if last < first:
        raise ValidationError("the last day comes before the first.")
    if last - first > LONGEST:
        raise ValidationError("more than three months: change the weekly hours instead.")
    if line["way"] not in Way.values:
        raise ValidationError("choose phone, text, chat or email.")
    opens, closes = _times(line)
    reason = " ".join(line["reason"].split()).rstrip(" .")
    if len(reason) > 100:
        raise ValidationError("give the reason in 100 characters or fewer.")
    days = (last - first).days + 1
    return [
        (line["way"], SpecialDay(first + timedelta(days=number), opens, closes, reason))
        for number in range(days)
    ]


def _times(line: Line) -> tuple[time | None, time | None]:
    opens, closes = line["opens"].strip(), line["closes"].strip()
    if not opens and not closes:
        return None, None
    if not (opens and closes):
        raise ValidationError("write both times, or none: then it is closed all day.")
    times = clock_reading.read(opens), clock_reading.read(closes)
    if times[0] == times[1] != time(0):
        raise ValidationError("it opens and closes at the same time.")
    return times


def _day(text: str) -> date:
    try:
        day = DayField(years_ahead=3).clean(text)
    except ValidationError as error:
        raise ValidationError(f"“{text}” is not a day that can be meant: {EXAMPLE}.") from error
    assert isinstance(day, date)
    return day


def _overlaps(rows: Sequence[Row]) -> list[str]:
    """Name the days of which two lines speak, unless both give hours that do not meet."""
    seen: dict[tuple[str, date], list[SpecialDay]] = {}
    faults = []
    for way, day in rows:
        others = seen.setdefault((way, day.day), [])
        faults += [f"{_words(other)} and {_words(day)} overlap" for other in others if _meet(other, day)]
        others.append(day)
    return list(dict.fromkeys(faults))


def _meet(one: SpecialDay, other: SpecialDay) -> bool:
    if one.opens is None or other.opens is None or one.closes is None or other.closes is None:
        return True
    return one.opens < _end(other.opens, other.closes) and other.opens < _end(one.opens, one.closes)


def _end(opens: time, closes: time) -> time:
    return closes if closes > opens else time.max


def _words(day: SpecialDay) -> str:
    if day.opens is None or day.closes is None:
        return f"{date_words(day.day)} closed"
    return f"{date_words(day.day)} {time_words(day.opens)} to {time_words(day.closes)}"


def _what(day: SpecialDay) -> tuple:
    return day.opens, day.closes, day.reason


def _day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _order(row: Row) -> tuple:
    way, day = row
    return list(Way).index(Way(way)), day.day, day.opens or time(0), day.closes or time(0)
