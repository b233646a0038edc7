"""The clock at its edges: opening hours, weekends, bank holidays, midnight, and the change of the clocks."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from guidance import clock_words, opening_hours
from guidance.opening_hours import Opening, Period
from lesas_portal.core import working_days

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = [Period(day, time(9), time(17)) for day in range(5)]


def london(year, month, day, hour=0, minute=0, second=0, fold=0):
    return datetime(year, month, day, hour, minute, second, tzinfo=LONDON, fold=fold)


@pytest.mark.parametrize(
    "day",
    [date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 8, 31), date(2026, 12, 28)],
)
def test_bank_holidays_are_not_working_days(day):
    assert working_days.is_bank_holiday(day)
    assert not working_days.is_working_day(day)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 4, 2), 5, date(2026, 4, 13)),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(start, count, expected):
    assert working_days.add_working_days(start, count) == expected


def opening(at, periods=WEEKDAYS, on_bank_holidays=False):
    return opening_hours.opening(periods, on_bank_holidays=on_bank_holidays, at=at)


def test_it_opens_and_closes_on_the_minute():
    assert opening(london(2026, 11, 20, 8, 59)) == Opening(False, opens_at=london(2026, 11, 20, 9))
    assert opening(london(2026, 11, 20, 9)) == Opening(True, closes_at=london(2026, 11, 20, 17))
    assert opening(london(2026, 11, 20, 16, 59)) == Opening(True, closes_at=london(2026, 11, 20, 17))
    assert opening(london(2026, 11, 20, 17)) == Opening(False, opens_at=london(2026, 11, 23, 9))


def test_a_bank_holiday_is_skipped_unless_the_hours_hold_then():
    good_friday = london(2026, 4, 3, 10)
    assert opening(good_friday) == Opening(False, opens_at=london(2026, 4, 7, 9))
    assert opening(good_friday, on_bank_holidays=True).is_open


def test_hours_until_midnight_close_at_midnight():
    late = [Period(4, time(18), time(0))]
    midnight = london(2026, 11, 21)
    assert opening(london(2026, 11, 20, 23, 59), late) == Opening(True, closes_at=midnight)
    assert opening(midnight, late) == Opening(False, opens_at=london(2026, 11, 27, 18))


def test_hours_past_midnight_belong_to_the_evening_before():
    night = [Period(4, time(22), time(2))]
    assert opening(london(2026, 11, 21, 1), night) == Opening(True, closes_at=london(2026, 11, 21, 2))
    assert not opening(london(2026, 11, 20, 1), night).is_open


def test_hours_that_meet_at_midnight_are_one_stretch():
    weekend = [Period(5, time(10), time(0)), Period(6, time(0), time(16))]
    assert opening(london(2026, 11, 21, 12), weekend) == Opening(True, closes_at=london(2026, 11, 22, 16))


def test_two_periods_on_a_day_leave_a_pause():
    split = [Period(0, time(9), time(12)), Period(0, time(13), time(17))]
    assert opening(london(2026, 11, 23, 12, 30), split).opens_at == london(2026, 11, 23, 13)


def test_periods_may_come_in_any_order():
    split = [Period(0, time(13), time(17)), Period(0, time(9), time(12))]
    assert opening(london(2026, 11, 23, 8), split).opens_at == london(2026, 11, 23, 9)


def test_nothing_in_sight_has_no_next_opening():
    assert opening(london(2026, 11, 20, 9), []) == Opening(False)


@pytest.mark.parametrize("day", [(2026, 3, 29), (2026, 10, 25)])
def test_opening_hours_are_those_on_the_wall_when_the_clocks_change(day):
    sunday = [Period(6, time(9), time(17))]
    assert opening(london(*day, 8, 59), sunday).opens_at == london(*day, 9)
    assert opening(london(*day, 16, 59), sunday).is_open
    assert not opening(london(*day, 17), sunday).is_open


def test_the_hour_that_comes_twice_is_open_both_times():
    early = [Period(6, time(1), time(2))]
    assert opening(london(2026, 10, 25, 1, 30), early).is_open
    assert opening(london(2026, 10, 25, 1, 30, fold=1), early).is_open


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(0), "midnight"),
        (time(0, 30), "12.30am"),
        (time(9), "9am"),
        (time(9, 5), "9.05am"),
        (time(12), "midday"),
        (time(12, 30), "12.30pm"),
        (time(17), "5pm"),
    ],
)
def test_times_are_words(at, words):
    assert clock_words.time_words(at) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (london(2026, 11, 20, 10), "Open now until 5pm"),
        (london(2026, 11, 20, 8), "Opens at 9am"),
        (london(2026, 11, 19, 18), "Opens tomorrow at 9am"),
        (london(2026, 11, 20, 18), "Opens Monday at 9am"),
        (london(2026, 12, 31, 18), "Opens Monday at 9am"),
        (london(2026, 12, 24, 18), "Opens Tuesday at 9am"),
    ],
)
def test_an_opening_is_words(at, words):
    assert clock_words.opening_words(opening(at), at) == words


def test_an_opening_a_week_away_has_its_date():
    at = london(2026, 11, 20, 18)
    answer = opening(at, [Period(4, time(9), time(17))])
    assert clock_words.opening_words(answer, at) == "Opens on Friday 27 November at 9am"


def test_hours_that_end_on_another_day_say_which():
    weekend = [Period(5, time(10), time(0)), Period(6, time(0), time(16))]
    for at, words in (
        (london(2026, 11, 21, 12), "Open now until 4pm tomorrow"),
        (london(2026, 11, 22, 1), "Open now until 4pm"),
    ):
        assert clock_words.opening_words(opening(at, weekend), at) == words


def test_hours_that_end_tonight_need_no_day():
    at = london(2026, 11, 20, 11)
    assert (
        clock_words.opening_words(opening(at, [Period(4, time(9), time(0))]), at) == "Open now until midnight"
    )
    night = [Period(4, time(18), time(2))]
    assert (
        clock_words.opening_words(opening(at.replace(hour=19), night), at.replace(hour=19))
        == "Open now until 2am"
    )


def test_what_never_opens_or_never_closes_says_so():
    assert clock_words.opening_words(Opening(is_open=True)) == "Open day and night"
    assert clock_words.opening_words(Opening(is_open=False)) == "Closed now"


def test_every_hour_of_the_week_is_never_closed():
    always = [Period(day, time(0), time(0)) for day in range(7)]
    at = london(2026, 11, 20, 18)
    answer = opening(at, always, on_bank_holidays=True)
    assert clock_words.opening_words(answer, at) == "Open day and night"
