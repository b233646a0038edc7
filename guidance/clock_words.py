"""Moments, times, days and opening hours in words, as pages write them. Times are London's."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.utils import timezone

from guidance.opening_hours import ALL_WEEK, Hours, Opening, Period, SpecialDay
from lesas_portal.core.clock import time_words

ALWAYS_OPEN = "Open day and night"
NIGHT_ENDS, EVENING, NIGHT = 5, 17, 22  # the hours at which what people call so begins
SPECIAL_DAYS_AHEAD = timedelta(days=31)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS = (*WEEKDAYS, "bank holidays")
"""By the number that opening hours have for each."""


def date_words(day: date) -> str:
    """Return "Monday 30 November"."""
    return f"{day:%A} {day.day} {day:%B}"


def effect_words(day: date, *, day_is_known: bool, is_to_come: bool) -> str:
    """Return "Takes effect on 1 April 2027." or "Date of the change: September 2026." and the like."""
    words = f"{day.day} {day:%B %Y}" if day_is_known else f"{day:%B %Y}"
    if is_to_come:
        return f"Takes effect {'on' if day_is_known else 'in'} {words}."
    return f"Date of the change: {words}."


def moment_words(at: datetime) -> str:
    """Return "8.35am, Thursday 26 November"."""
    return f"{time_words(at)}, {date_words(at.date())}"


def dated_moment_words(at: datetime) -> str:
    """Return "Friday 27 November 2026, 8am": London's time of ``at``, whatever zone it is given in."""
    local = timezone.localtime(at)
    return f"{date_words(local.date())} {local.year}, {time_words(local)}"


def ago_words(at: datetime) -> str:
    """Return "at 5.02pm" for a moment of today, else "at 5.02pm on Friday 27 November 2026"."""
    local = timezone.localtime(at)
    if local.date() == timezone.localdate():
        return f"at {time_words(local)}"
    return f"at {time_words(local)} on {date_words(local.date())} {local.year}"


def part_of_day(at: datetime) -> str:
    """Return "Friday evening" and the like."""
    ends = (
        *((NIGHT_ENDS, "night"), (12, "morning"), (EVENING, "afternoon")),
        *((NIGHT, "evening"), (24, "night")),
    )
    part = next(name for hour, name in ends if at.hour < hour)
    # The night after Friday is Friday night, also at one in the morning.
    day = at - timedelta(days=1) if at.hour < NIGHT_ENDS else at
    return f"{day:%A} {part}"


def hours_words(periods: Iterable[Period]) -> str:
    """Return weekly hours as "Monday to Friday, 8.30am to 5pm; Saturday, 9am to midday".

    What holds in term time only follows: "Monday to Friday, 9am to 5pm, in term time".
    """
    rows = list(periods)
    always = _weekly_words(row for row in rows if not row.term_time_only)
    in_term = _weekly_words(row for row in rows if row.term_time_only)
    if always and in_term:
        return f"{always}; in term time also {in_term}"
    return f"{in_term}, in term time" if in_term else always


def hours_sentences(ways: Iterable[tuple[str, Hours]], today: date) -> str:
    """Return a sentence for each way of contact, by its name: "Phone: Monday to Friday, 9am to 5pm."

    Special days of the next month stand behind the weekly hours.
    """
    return " ".join(f"{name}: {_way_words(hours, today)}." for name, hours in ways if hours)


def opening_words(answer: Opening, at: datetime | None = None) -> str:
    """Return "Open now until 5pm", "Opens at 9am", "Opens tomorrow at 9am" or "Opens Monday at 9am".

    Something that never closes is "Open day and night"; with no opening in sight it is "Closed now".
    """
    at = timezone.localtime(at)
    if answer.is_open:
        return f"Open now until {closing_words(answer.closes_at, at)}" if answer.closes_at else ALWAYS_OPEN
    if answer.opens_at is None:
        return "Closed now"
    return f"Opens {_day_words(answer.opens_at.date(), at.date())}at {time_words(answer.opens_at)}"


def now_words(answer: Opening, at: datetime | None = None) -> str:
    """Return "open until 5pm", "closed, opens Monday at 6pm", "closed" or "open day and night"."""
    words = opening_words(answer, at).replace(" now", "")
    words = f"{words[:1].lower()}{words[1:]}"
    return f"closed, {words}" if words.startswith("opens") else words


def closing_words(closes_at: datetime, at: datetime) -> str:
    """Name the day too where the time alone would be taken for today's: more than a night away."""
    last_day = (closes_at - timedelta(seconds=1)).date()
    if last_day == at.date() or closes_at - at < timedelta(hours=12):
        return time_words(closes_at)
    return f"{time_words(closes_at)} {_day_words(last_day, at.date())}".rstrip()


def _way_words(hours: Hours, today: date) -> str:
    never_closes = hours.always_open or set(hours.periods) == set(ALL_WEEK)
    weekly = "day and night, every day" if never_closes else hours_words(hours.periods)
    to_come = [row for row in hours.special_days if row.day >= today]
    special = "; ".join(special_words(to_come, begins_by=today + SPECIAL_DAYS_AHEAD))
    return f"{weekly} ({special})" if special else weekly


def special_words(rows: Iterable[SpecialDay], *, begins_by: date = date.max) -> list[str]:
    """Return "closed on Friday 25 December: Christmas", "Monday 4 January, 10am to 2pm" and the like.

    Three days or more that follow each other and are alike are one item, which is named whole or not at all:
    only what begins by a day is.
    """
    by_day = sorted(rows, key=lambda row: row.day)
    runs: list[list[tuple[date, str]]] = []
    for day, same in groupby(by_day, lambda row: row.day):
        what = _what(list(same))
        if runs and runs[-1][-1] == (day - timedelta(days=1), what):
            runs[-1].append((day, what))
        else:
            runs.append([(day, what)])
    items = [
        item
        for run in runs
        for item in ([(run[0][0], *run[-1])] if len(run) > 2 else [(day, day, what) for day, what in run])
    ]
    return [_run_words(first, last, what) for first, last, what in items if first <= begins_by]


def _what(rows: list[SpecialDay]) -> str:
    """Hours of one day, empty where it is closed, and the reason behind a colon."""
    times = " and ".join(
        f"{time_words(row.opens)} to {time_words(row.closes)}"
        for row in rows
        if row.opens is not None and row.closes is not None
    )
    return f"{times}:{rows[0].reason}"


def _run_words(first: date, last: date, what: str) -> str:
    times, _, reason = what.partition(":")
    if times:
        days = date_words(first) if first == last else f"from {date_words(first)} to {date_words(last)}"
        words = f"{days}, {times}"
    else:
        days = (
            f"on {date_words(first)}" if first == last else f"from {date_words(first)} to {date_words(last)}"
        )
        words = f"closed {days}"
    return f"{words}: {reason}" if reason else words


def _weekly_words(periods: Iterable[Period]) -> str:
    days = {
        weekday: tuple(f"{time_words(period.opens)} to {time_words(period.closes)}" for period in rows)
        for weekday, rows in groupby(sorted(periods, key=_begins), key=lambda period: period.weekday)
    }
    runs: list[list[int]] = []
    for weekday, times in days.items():
        if runs and runs[-1][-1] == weekday - 1 and weekday < len(WEEKDAYS) and days[weekday - 1] == times:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    return "; ".join(f"{_days_words(run)}, {' and '.join(days[run[0]])}" for run in runs)


def _begins(period: Period) -> tuple[int, time]:
    return period.weekday, period.opens


def _days_words(run: list[int]) -> str:
    first, last = DAYS[run[0]], DAYS[run[-1]]
    return first if first == last else f"{first} to {last}"


def _day_words(day: date, today: date) -> str:
    days_ahead = (day - today).days
    if days_ahead == 0:
        return ""
    if days_ahead == 1:
        return "tomorrow "
    return f"{day:%A} " if days_ahead < 7 else f"on {date_words(day)} "
