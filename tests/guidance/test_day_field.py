"""A day as people write it: read in every usual form, refused where it cannot be meant."""

from datetime import date, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from guidance.form_fields import DayField


@pytest.mark.parametrize(
    "typed",
    [
        "3 September 2026",
        "3rd September 2026",
        "3 rd September 2026",
        "   3rd   september 2026  ",
        "3rd of September, 2026",
        "Thursday 3rd September 2026",
        "Thu, 3 Sep 2026",
        "3 Sept 2026",
        "3 Sept. 2026",
        "September 3rd, 2026",
        "3/9/2026",
        "03/09/26",
        "3.9.2026",
        "3-9-2026",
        "2026-09-03",
        "3\xa0September\xa02026",
    ],
)
def test_a_day_is_read_however_people_write_it(typed):
    assert DayField(label="Day").clean(typed) == date(2026, 9, 3)


@pytest.mark.parametrize("month", ["1st January", "22nd August", "31st August", "11th May"])
def test_an_ordinal_spoils_no_month(month):
    assert DayField(label="Day").clean(f"{month} 2026").year == 2026


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Day: enter a date"),
        ("soon", "Day: enter a date, like 3 September 2026"),
        ("31 June 2026", "Day: enter a date, like 3 September 2026"),
        ("3rd", "Day: enter a date, like 3 September 2026"),
        ("x" * 100_000, "Day: enter a date, like 3 September 2026"),
        ("1 January 0026", "Day: enter a date after 1999"),
        ("31 December 1999", "Day: enter a date after 1999"),
        ("1 January 2099", "Day: enter a date within the next 5 years"),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused(typed, message):
    with pytest.raises(ValidationError, match=message):
        DayField(label="Day").clean(typed)


@pytest.mark.parametrize("options", [{}, {"is_past": True}, {"is_to_come": True}])
def test_an_error_has_the_example_of_the_hint(options):
    field = DayField(label="Day", **options)
    with pytest.raises(ValidationError) as raised:
        field.clean("soon")
    example = raised.value.messages[0].removeprefix("Day: enter a date, like ")
    assert field.help_text == f"For example: {example}."


def test_a_review_is_still_to_come():
    field, today = DayField(label="Review", is_to_come=True), timezone.localdate()
    for day in (today, today - timedelta(days=1), date(2020, 1, 1)):
        with pytest.raises(ValidationError, match="Review: enter a date that is still to come"):
            field.clean(f"{day:%d %B %Y}")
    tomorrow = today + timedelta(days=1)
    assert field.clean(f"{tomorrow:%d %B %Y}") == tomorrow


def test_a_meeting_that_was_held_is_not_still_to_come():
    field, today = DayField(label="Since", is_past=True), timezone.localdate()
    assert field.clean(f"{today:%d %B %Y}") == today
    for day in (today + timedelta(days=1), today + timedelta(days=400)):
        with pytest.raises(ValidationError, match="Since: enter today’s date or an earlier one"):
            field.clean(f"{day:%d %B %Y}")
    with pytest.raises(ValidationError, match="Since: enter a date, like 3 September 2026"):
        field.clean("soon")


def test_a_year_ahead_is_the_most_where_the_field_says_so():
    field, today = DayField(label="Adopted", years_ahead=1), timezone.localdate()
    assert field.clean(f"01/{today.month}/{today.year + 1}")
    with pytest.raises(ValidationError, match="within the next year"):
        field.clean(f"01/{today.month}/{today.year + 2}")


def test_the_box_is_a_text_box_whatever_language_the_browser_has():
    class OneDay(forms.Form):
        day = DayField(label="Day", initial=date(2026, 9, 3))

    box = str(OneDay()["day"])
    assert 'type="text"' in box
    assert 'value="3 September 2026"' in box
