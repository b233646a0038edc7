"""Opening hours in the form of a helpline: lines as people write them, and the sentence made of them."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from guidance import clock_reading, special_lines, weekly_lines
from guidance.models import Helpline, Term
from tests.admin_forms import of_page, opened
from tests.document import Document
from tests.factories import make_helpline
from tests.guidance.test_admin_forms import form_data
from tests.guidance.test_contact_numbers import errors, page

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ["0", "1", "2", "3", "4"]
# A Friday afternoon before a weekend without bank holidays.
FRIDAY = datetime(2026, 11, 27, 17, 30, tzinfo=LONDON)


@pytest.fixture
def row(db):
    return make_helpline(phone="0808 800 5000")


def weekly(*lines):
    """What a browser sends of weekly lines: way, days, from, to, and whether in term time only."""
    sent = {"weekly-lines": str(len(lines))}
    for number, (way, days, opens, closes, *in_term) in enumerate(lines):
        box = f"weekly-{number}"
        sent |= {f"{box}-way": way, f"{box}-days": days, f"{box}-opens": opens, f"{box}-closes": closes}
        sent |= {f"{box}-in_term": "on"} if in_term else {}
    return sent


def special(*lines):
    sent = {"special-lines": str(len(lines))}
    names = ("way", "first", "last", "opens", "closes", "reason")
    for number, line in enumerate(lines):
        sent |= {f"special-{number}-{name}": value for name, value in zip(names, line, strict=True)}
    return sent


def save(client, row, **answers):
    shown = client.get(page(row))
    return client.post(page(row), form_data(shown) | answers)


def says(answer):
    return " ".join(element.text for element in Document.of(answer).select(".field-how_it_reads p"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("6pm", time(18)), ("6 PM", time(18)), ("9.30 a.m.", time(9, 30)), ("18:00", time(18))),
        *(("18.00", time(18)), ("9:05", time(9, 5)), ("noon", time(12)), ("12 noon", time(12))),
        *(("midnight", time(0)), ("24:00", time(0)), ("12am", time(0)), ("12pm", time(12))),
    ],
)
def test_times_are_read_as_people_write_them(typed, meant):
    assert clock_reading.read(typed) == meant


@pytest.mark.parametrize("typed", ["9", "0900", "24:30", "25:00", "13pm", "6", "soon"])
def test_what_is_no_time_is_refused_with_an_example(adviser_client, row, typed):
    answer = save(adviser_client, row, **weekly(("phone", WEEKDAYS, typed, "5pm")))
    said = f"Line 1: “{typed}” is not a time: write it as 9am, 6.30pm or 18:30."
    assert said in errors(answer, "weekly")
    assert Document.of(answer).select(f"input[name='weekly-0-opens'][value='{typed}']")
    assert not row.periods.exists()


def test_lines_become_hours_and_come_back_as_the_same_lines(adviser_client, row):
    lines = weekly(
        ("phone", WEEKDAYS, "9am", "17:00"),
        ("phone", ["4", "5"], "6pm", "2am"),
        ("text", ["6"], "midnight", "24:00", True),
    )
    assert save(adviser_client, row, **lines).status_code == 302
    kept = [(one.way, one.period) for one in row.periods.all()]
    assert len(kept) == 8
    assert weekly_lines.lines_of(kept) == [
        {"way": "phone", "days": WEEKDAYS, "opens": "9am", "closes": "5pm", "in_term": False},
        {"way": "phone", "days": ["4", "5"], "opens": "6pm", "closes": "2am", "in_term": False},
        {"way": "text", "days": ["6"], "opens": "midnight", "closes": "midnight", "in_term": True},
    ]
    again = Document.of(adviser_client.get(page(row)))
    assert [box.attributes["value"] for box in again.select("input[name^=weekly-][name$=-opens]")] == [
        *("9am", "6pm", "midnight"),
        *("", "", ""),
    ]


def test_hours_over_midnight_are_open_after_it(adviser_client, row):
    save(adviser_client, row, **weekly(("phone", ["4"], "6pm", "2am")))
    now = Helpline.objects.get(pk=row.pk).main_hours
    assert now.opening(datetime(2026, 11, 28, 1, 30, tzinfo=LONDON)).is_open
    assert not now.opening(datetime(2026, 11, 28, 2, 30, tzinfo=LONDON)).is_open
    assert now.opening(datetime(2026, 11, 27, 20, tzinfo=LONDON)).closes_at.hour == 2


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            [("phone", ["0"], "9am", "5pm"), ("phone", ["0"], "4pm", "6pm")],
            "Monday 9am to 5pm and Monday 4pm to 6pm overlap",
        ),
        (
            [("phone", ["6"], "10pm", "2am"), ("phone", ["0"], "1am", "6am")],
            "Monday 1am to 6am and Sunday 10pm to 2am overlap",
        ),
    ],
)
def test_overlaps_are_refused_by_name(adviser_client, row, lines, words):
    assert words in errors(save(adviser_client, row, **weekly(*lines)), "weekly")


def test_two_ways_of_contact_may_have_the_same_hours(adviser_client, row):
    lines = weekly(("phone", ["0"], "9am", "5pm"), ("chat", ["0"], "9am", "5pm"))
    assert save(adviser_client, row, **lines).status_code == 302
    assert row.periods.count() == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("phone", [], "9am", "5pm"), "Line 1: tick the days."),
        (("phone", ["0"], "9am", ""), "Line 1: write from when and to when."),
        (("phone", ["0"], "9am", "9:00"), "Line 1: it opens and closes at the same time."),
        (("pigeon", ["0"], "9am", "5pm"), "Line 1: choose phone, text, chat or email."),
    ],
)
def test_a_line_that_lacks_something_is_refused_with_what(adviser_client, row, line, words):
    assert words in errors(save(adviser_client, row, **weekly(line)), "weekly")


def test_always_open_beside_other_hours_is_refused(adviser_client, row):
    answer = save(adviser_client, row, **weekly(("phone", ["0"], "9am", "5pm")), always_open="on")
    assert "“Always open” is ticked" in errors(answer, "weekly")


def test_a_press_adds_lines_and_saves_nothing(adviser_client, row):
    lines = weekly(*[("phone", [str(day)], "9am", "5pm") for day in range(3)])
    answer = save(adviser_client, row, **lines, title="Another title", _more_lines="weekly")
    assert answer.status_code == 200
    boxes = Document.of(answer).select("input[name^=weekly-][name$=-opens]")
    assert [box.attributes["value"] for box in boxes] == ["9am"] * 3 + [""] * 3
    assert "Another title" in answer.content.decode()
    assert "errornote" not in answer.content.decode()
    assert not row.periods.exists()
    row.refresh_from_db()
    assert row.title != "Another title"


def test_a_press_shows_the_sentence_and_what_it_comes_to_now(freeze, adviser_client, adviser, row):
    freeze(FRIDAY)
    adviser_client.force_login(adviser)
    lines = weekly(("phone", WEEKDAYS, "6pm", "10pm"))
    answer = save(adviser_client, row, **lines, _show_sentence="1")
    assert "Phone: Monday to Friday, 6pm to 10pm. Now: closed, opens at 6pm." in says(answer)
    assert not row.periods.exists()
    lines = weekly(("phone", ["0"], "6pm", "10pm"))
    assert "Now: closed, opens Monday at 6pm." in says(save(adviser_client, row, **lines, _show_sentence="1"))


def test_own_words_that_say_something_else_are_pointed_out_and_saved(adviser_client, row):
    lines = weekly(("phone", WEEKDAYS, "9am", "5pm"))
    answer = save(adviser_client, row, **lines, hours_text="Weekdays, 9am to 6pm.", _show_sentence="1")
    assert "Your own words name 6pm, and the hours do not. Which is right?" in says(answer)
    assert save(adviser_client, row, **lines, hours_text="Weekdays, 9am to 6pm.").status_code == 302
    answer = save(adviser_client, row, hours_text="Weekdays, 9am to 5pm.", _show_sentence="1")
    assert "Your own words" not in says(answer)


def test_days_and_weeks_with_other_hours_and_why(freeze, adviser_client, adviser, row):
    # The closing runs on beyond the month of which readers are told, and is named whole.
    freeze(datetime(2026, 12, 6, 12, tzinfo=LONDON))
    adviser_client.force_login(adviser)
    lines = weekly(("phone", WEEKDAYS, "9am", "5pm"))
    closed = special(
        ("phone", "24 December 2026", "1 January 2027", "", "", "Christmas."),
        ("phone", "4/1/2027", "", "10am", "noon", ""),
    )
    told = {"hours_confirmed": "on", "hours_told_by": "They", "hours_told_on": "2026-12-01"}
    assert save(adviser_client, row, **lines, **closed, **told).status_code == 302
    assert row.special_days.count() == 10
    words = (
        "Phone: Monday to Friday, 9am to 5pm (closed from Thursday 24 December to Friday 1 January: "
        "Christmas; Monday 4 January, 10am to midday)."
    )
    assert Helpline.objects.get(pk=row.pk).hours_words == words
    days = [(one.way, one.special_day) for one in row.special_days.all()]
    assert [line["last"] for line in special_lines.lines_of(days)] == ["1 January 2027", ""]
    assert save(adviser_client, row, **special(), **told).status_code == 302
    assert row.special_days.count() == 0


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([("phone", "soon", "", "", "", "")], "Line 1: “soon” is not a day that can be meant"),
        ([("phone", "", "", "9am", "5pm", "")], "Line 1: write the first day."),
        ([("phone", "2 May 2027", "1 May 2027", "", "", "")], "Line 1: the last day comes before the first."),
        ([("phone", "2 May 2027", "", "9am", "", "")], "Line 1: write both times, or none"),
        ([("phone", "2 May 2027", "2 May 2028", "", "", "")], "Line 1: more than three months"),
        (
            [("phone", "2 May 2027", "", "", "", ""), ("phone", "2 May 2027", "", "9am", "5pm", "")],
            "Sunday 2 May closed and Sunday 2 May 9am to 5pm overlap",
        ),
    ],
)
def test_special_days_that_cannot_be_meant_are_refused(adviser_client, row, lines, words):
    assert words in errors(save(adviser_client, row, **special(*lines)), "special")


@pytest.mark.parametrize(("answer", "kept"), [("unknown", None), ("false", False), ("true", True)])
def test_bank_holidays_are_closed_as_other_days_or_not_known(adviser_client, row, answer, kept):
    Helpline.objects.filter(pk=row.pk).update(open_on_bank_holidays=not kept if kept is not None else True)
    assert save(adviser_client, row, open_on_bank_holidays=answer).status_code == 302
    row.refresh_from_db()
    assert row.open_on_bank_holidays is kept
    checked = Document.of(adviser_client.get(page(row))).select("input[name=open_on_bank_holidays][checked]")
    assert [box.attributes["value"] for box in checked] == [answer]


def test_term_time_is_known_once_advisers_filled_in_the_terms(adviser_client, row):
    save(adviser_client, row, **weekly(("phone", WEEKDAYS, "9am", "5pm", True)))
    Helpline.objects.filter(pk=row.pk).update(hours_confirmed=True)
    in_term, in_holiday = (
        datetime(2026, month, day, 10, tzinfo=LONDON) for month, day in ((10, 12), (10, 29))
    )
    beyond = datetime(2027, 3, 1, 10, tzinfo=LONDON)

    def is_open(at):
        answer = Helpline.objects.get(pk=row.pk).opening(at)
        return answer and answer.is_open

    assert [is_open(in_term), is_open(in_holiday)] == [None, None]
    for name, first, last in (("Term 1", "2026-09-02", "2026-10-21"), ("Term 2", "2026-11-02", "2026-12-18")):
        dates = {"name": name, "first_day": first, "last_day": last}
        assert adviser_client.post("/admin/guidance/term/add/", dates).status_code == 302
    assert [is_open(in_term), is_open(in_holiday), is_open(beyond)] == [True, False, None]


def test_terms_that_overlap_are_refused_by_name_and_editors_only_look(adviser_client, editor_client):
    Term.objects.create(name="Term 1", first_day="2026-09-02", last_day="2026-10-21")
    dates = {"name": "Term 2", "first_day": "2026-10-20", "last_day": "2026-12-18"}
    answer = adviser_client.post("/admin/guidance/term/add/", dates)
    assert "Term 2 and Term 1 overlap." in Document.of(answer).text
    assert editor_client.get("/admin/guidance/term/").status_code == 200
    assert editor_client.post("/admin/guidance/term/add/", dates).status_code == 403


def test_hours_of_a_new_helpline_are_saved_with_it(adviser_client, db):
    shown = adviser_client.get("/admin/guidance/helpline/add/")
    words = {"title": "New", "slug": "new", "need": "children", "who": "Anyone.", "about": "Anything."}
    answers = form_data(shown) | words | weekly(("phone", ["0"], "9am", "5pm"))
    assert adviser_client.post("/admin/guidance/helpline/add/", answers).status_code == 302
    assert Helpline.objects.get(slug="new").periods.count() == 1


def test_hours_that_a_colleague_saved_meanwhile_are_shown_and_stay(adviser_client, row):
    mine = opened(adviser_client, page(row), about="Other words.")
    save(adviser_client, row, **weekly(("phone", ["0"], "9am", "5pm")))
    answer = adviser_client.post(page(row), mine)
    assert answer.status_code == 409
    assert "Monday 9am 5pm" in Document.of(answer).text
    assert adviser_client.post(page(row), of_page(answer)).status_code == 302
    row.refresh_from_db()
    assert (row.about, row.periods.count()) == ("Other words.", 1)


@pytest.mark.parametrize(("whose", "closes"), [("mine", time(18)), ("theirs", time(17))])
def test_of_two_who_change_the_hours_one_chooses(adviser_client, row, whose, closes):
    mine = opened(adviser_client, page(row)) | weekly(("phone", ["0"], "9am", "6pm"))
    save(adviser_client, row, **weekly(("phone", ["0"], "9am", "5pm")))
    answer = adviser_client.post(page(row), mine)
    assert answer.status_code == 409
    answer = adviser_client.post(page(row), of_page(answer, **{"_choice-weekly": whose}))
    assert answer.status_code == 302
    assert row.periods.get().closes == closes


# Bank holidays with other hours

BOXING_DAY_HELD = datetime(2026, 12, 28, 11, tzinfo=LONDON)  # a Monday


@pytest.fixture
def with_bank_holidays(adviser_client, row):
    lines = weekly(("phone", WEEKDAYS, "9am", "5pm"), ("phone", ["7"], "10am", "2pm"))
    told = {"hours_confirmed": "on", "hours_told_by": "Their website", "hours_told_on": "2026-11-26"}
    assert save(adviser_client, row, **lines, **told).status_code == 302
    return Helpline.objects.get(pk=row.pk)


def test_bank_holidays_have_lines_of_their_own_which_come_back(adviser_client, with_bank_holidays):
    kept = weekly_lines.lines_of([(one.way, one.period) for one in with_bank_holidays.periods.all()])
    assert [(line["days"], line["opens"]) for line in kept] == [(WEEKDAYS, "9am"), (["7"], "10am")]
    form = Document.of(adviser_client.get(page(with_bank_holidays)))
    box = form.select("input[name='weekly-1-days'][value='7']")[0].attributes
    assert "checked" in box
    assert box["aria-label"] == "Line 2: bank holidays"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (BOXING_DAY_HELD, "Open now until 2pm"),
        (BOXING_DAY_HELD.replace(hour=15), "Opens tomorrow at 9am"),
        (BOXING_DAY_HELD.replace(hour=9), "Opens at 10am"),
        (datetime(2026, 12, 29, 16, tzinfo=LONDON), "Open now until 5pm"),
    ],
)
def test_on_a_bank_holiday_readers_get_its_own_hours(client, freeze, with_bank_holidays, moment, words):
    """Hours stand beside a number, which somebody has confirmed."""
    Helpline.objects.filter(pk=with_bank_holidays.pk).update(phone_confirmed=True)
    freeze(moment)
    shown = Document.of(client.get("/helplines/")).text
    assert words in shown
    assert "Phone: Monday to Friday, 9am to 5pm; bank holidays, 10am to 2pm." in shown


def test_the_hours_of_bank_holidays_are_in_the_json(client, with_bank_holidays):
    (found,) = client.get("/helplines.json").json()["helplines"]
    assert found["hours"]["phone"]["periods"][-1] == {
        "day": "bank holidays",
        "opens": "10:00",
        "closes": "14:00",
        "term_time_only": False,
    }


def test_hours_of_bank_holidays_go_before_the_tick_and_overlap_no_weekday(
    adviser_client, client, row, freeze
):
    lines = weekly(("phone", ["0"], "9am", "5pm"), ("phone", ["7"], "9am", "noon"))
    told = {"hours_confirmed": "on", "hours_told_by": "Their website", "hours_told_on": "2026-11-26"}
    assert save(adviser_client, row, open_on_bank_holidays="true", **lines, **told).status_code == 302
    freeze(BOXING_DAY_HELD.replace(hour=13))
    assert "Open now" not in Document.of(client.get("/helplines/")).text
    twice = weekly(("phone", ["7"], "9am", "noon"), ("phone", ["7"], "11am", "2pm"))
    said = "bank holidays 9am to midday and bank holidays 11am to 2pm overlap"
    assert said in errors(save(adviser_client, row, **twice), "weekly")
