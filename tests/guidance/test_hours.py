"""Hours as data and as words: by way of contact, in term time, on special days."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance import clock_words, opening_hours
from guidance.opening_hours import Hours, Period, SpecialDay
from guidance.services.contacts import Contact

LONDON = ZoneInfo("Europe/London")
quick = settings(max_examples=150, deadline=None, derandomize=True)
TODAY = date(2027, 1, 4)
IN_TERM = [Period(day, time(9), time(17), term_time_only=True) for day in range(5)]

clock = st.builds(time, st.integers(0, 23), st.sampled_from([0, 5, 30, 59]))


@st.composite
def weekly(draw) -> list[Period]:
    """Hours of a week, each time of a day once, as an adviser may have entered them."""
    found = {}
    for weekday, opens, closes, in_term in draw(
        st.lists(st.tuples(st.integers(0, 6), clock, clock, st.booleans()), max_size=8)
    ):
        if closes > opens or closes == time(0):
            found[weekday, opens, in_term] = Period(weekday, opens, closes, in_term)
    return list(found.values())


def moments():
    start = datetime(2027, 1, 4, tzinfo=LONDON)
    return st.integers(0, 21 * 24 * 12).map(lambda steps: start + timedelta(minutes=5 * steps))


def at(*moment):
    return datetime(*moment, tzinfo=LONDON)


def opening(periods, moment, special_days=()):
    return opening_hours.opening(periods, on_bank_holidays=False, special_days=special_days, at=moment)


def as_if(periods, moment, *, term: bool):
    rows = [Period(row.weekday, row.opens, row.closes) for row in periods if term or not row.term_time_only]
    return opening(rows, moment)


@quick
@given(periods=weekly(), moment=moments())
def test_what_is_said_of_term_time_is_true_in_term_and_out_of_it(periods, moment):
    said = opening(periods, moment)
    in_term, out_of_it = (as_if(periods, moment, term=term) for term in (True, False))
    if said is None:
        assert in_term.is_open != out_of_it.is_open
        return
    assert said.is_open == in_term.is_open == out_of_it.is_open
    if said.closes_at:
        assert all(
            answer.closes_at is None or answer.closes_at >= said.closes_at for answer in (in_term, out_of_it)
        )
    if said.opens_at:
        assert said.opens_at == in_term.opens_at == out_of_it.opens_at


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(2027, 1, 8, 10), None),
        (at(2027, 1, 8, 8), "Closed now"),
        (at(2027, 1, 9, 10), "Closed now"),
    ],
)
def test_hours_in_term_time_are_never_open_on_a_guess(moment, words):
    said = opening(IN_TERM, moment)
    assert (said and clock_words.opening_words(said, moment)) == words


def test_what_is_open_in_any_case_is_open_until_the_hour_that_is_sure():
    longer = [Period(4, time(9), time(12)), Period(4, time(9), time(17), term_time_only=True)]
    moment = at(2027, 1, 8, 10)
    assert clock_words.opening_words(opening(longer, moment), moment) == "Open now until midday"


def test_a_special_day_has_its_own_hours_and_no_others():
    days = [SpecialDay(date(2027, 1, 8)), SpecialDay(date(2027, 1, 11), time(12), time(13))]
    weekdays = [Period(day, time(9), time(17)) for day in range(5)]
    moment = at(2027, 1, 8, 10)
    assert clock_words.opening_words(opening(weekdays, moment, days), moment) == "Opens Monday at midday"
    assert opening(weekdays, at(2027, 1, 11, 12, 30), days).is_open
    assert not opening(weekdays, at(2027, 1, 11, 14), days).is_open
    # Also on a bank holiday.
    assert opening([], at(2026, 12, 25, 11), [SpecialDay(date(2026, 12, 25), time(10), time(14))]).is_open


def test_what_never_closes_is_closed_on_its_special_day_only():
    hours = Hours(always_open=True, special_days=(SpecialDay(date(2027, 1, 8)),))
    assert not hours.opening(at(2027, 1, 8, 10)).is_open
    assert hours.opening(at(2027, 1, 9, 10)).is_open
    assert hours.opening(at(2027, 1, 7, 10)).closes_at == at(2027, 1, 8)
    assert Hours(always_open=True).opening(at(2027, 1, 8, 10)).closes_at is None


WORDS = re.compile(r"(?P<first>[A-Z]\w+day)(?: to (?P<last>[A-Z]\w+day))?, (?P<times>[^;]+)")


def minutes(words: str) -> tuple[int, int]:
    """A time as it is said, as hour and minute."""
    if words in {"midnight", "midday"}:
        return (0, 0) if words == "midnight" else (12, 0)
    hour, _, minute = words[:-2].partition(".")
    return int(hour) % 12 + (12 if words.endswith("pm") else 0), int(minute or 0)


def read_back(sentence: str) -> set[tuple[int, tuple[int, int], tuple[int, int], bool]]:
    """What a sentence of weekly hours says, day by day."""
    always, split, in_term = sentence.partition("; in term time also ")
    if not split and sentence.endswith(", in term time"):
        always, in_term = "", sentence.removesuffix(", in term time")
    found = set()
    for words, only in ((always, False), (in_term, True)):
        for match in WORDS.finditer(words):
            first = clock_words.WEEKDAYS.index(match["first"])
            last = clock_words.WEEKDAYS.index(match["last"] or match["first"])
            for times in match["times"].split(" and "):
                opens, closes = map(minutes, times.split(" to "))
                found |= {(weekday, opens, closes, only) for weekday in range(first, last + 1)}
    return found


@quick
@given(periods=weekly())
def test_weekly_hours_in_words_say_what_the_rows_say_and_nothing_else(periods):
    rows = {
        (
            row.weekday,
            (row.opens.hour, row.opens.minute),
            (row.closes.hour, row.closes.minute),
            row.term_time_only,
        )
        for row in periods
    }
    assert read_back(clock_words.hours_words(periods)) == rows


@quick
@given(weeks=st.dictionaries(st.sampled_from(["Phone", "Text", "Chat", "Email"]), weekly()))
def test_each_way_with_hours_has_one_sentence(weeks):
    ways = [(name, Hours(periods=tuple(periods))) for name, periods in weeks.items()]
    said = clock_words.hours_sentences(ways, TODAY)
    assert re.findall(r"(?:^|\. )(Phone|Text|Chat|Email): ", said) == [name for name, hours in ways if hours]
    assert said == "" or said.endswith(".")


@quick
@given(offsets=st.sets(st.integers(-40, 80), max_size=6))
def test_special_days_of_the_next_month_are_announced(offsets):
    # Never two in a row: those would be one item.
    days = [TODAY + timedelta(days=2 * offset) for offset in offsets]
    hours = Hours(always_open=True, special_days=tuple(map(SpecialDay, days)))
    said = clock_words.hours_sentences([("Phone", hours)], TODAY)
    for day in days:
        soon = TODAY <= day <= TODAY + timedelta(days=31)
        assert (f"closed on {clock_words.date_words(day)}" in said) == soon


def test_hours_are_said_as_people_say_them():
    ways = [
        ("Phone", Hours(periods=tuple(IN_TERM))),
        ("Chat", Hours(periods=(Period(5, time(9), time(12)), *IN_TERM))),
        ("Text", Hours(periods=opening_hours.ALL_WEEK)),
    ]
    assert clock_words.hours_sentences(ways, TODAY) == (
        "Phone: Monday to Friday, 9am to 5pm, in term time. "
        "Chat: Saturday, 9am to midday; in term time also Monday to Friday, 9am to 5pm. "
        "Text: day and night, every day."
    )


KEPT = {"slug": "lado", "title": "", "who": "", "about": "", "phone": "1", "email": "", "hours_text": ""}


@quick
@given(
    periods=weekly(),
    days=st.lists(
        st.builds(SpecialDay, st.dates(), st.just(time(9)), st.just(time(17)))
        | st.builds(SpecialDay, st.dates())
    ),
    always=st.booleans(),
)
def test_the_last_known_copy_keeps_all_hours(periods, days, always):
    hours = Hours(always, not always, tuple(periods), tuple(days))
    contact = Contact(**KEPT, hours=hours)
    assert Contact.read(contact.keep()).hours == (hours if hours else None)


def test_a_copy_of_the_release_before_is_read_as_it_was_meant():
    old = {"always_open": False, "on_bank_holidays": True, "periods": [[0, "08:30:00", "17:00:00"]]}
    read = Contact.read({**KEPT, "hours": old})
    assert read.hours == Hours(False, True, (Period(0, time(8, 30), time(17)),))
    # And where nothing new is used, that release reads what is kept now.
    assert read.keep()["hours"] == old
