"""The planner of the school year: its page, its calendar, and days that nobody guesses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from guidance import school_year
from guidance.fixture_reader import FixtureError
from guidance.loading import content as loading
from guidance.loading.planner_entries import DUTIES
from guidance.models import Duty, ShippedText, Term
from guidance.school_year import SchoolTerm, term_of
from lesas_portal.core.models import AuditEntry
from tests.document import Document
from tests.factories import make_duty, make_editor, make_page
from tests.guidance.test_admin_forms import form_data

NOVEMBER = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
SIX = [
    *(("2026-09-02", "2026-10-21"), ("2026-11-02", "2026-12-18"), ("2027-01-04", "2027-02-11")),
    *(("2027-02-22", "2027-03-25"), ("2027-04-12", "2027-05-28"), ("2027-06-07", "2027-07-23")),
]


@pytest.fixture
def november(freeze):
    freeze(NOVEMBER)


def calendar(client) -> Calendar:
    """What a program that subscribes reads."""
    return Calendar.from_ical(client.get("/planner.ics").content)


def named(client, key: str) -> dict[str, object]:
    """The events of a duty, by what their lasting names begin with."""
    found = {str(event["UID"]).partition("@")[0]: event for event in calendar(client).events}
    return {name: event for name, event in found.items() if name.startswith(key)}


def give_kent_its_terms():
    for number, (first, last) in enumerate(SIX, start=1):
        Term.objects.create(name=f"Term {number}", first_day=first, last_day=last)


# The page


def test_the_page_has_the_duties_in_their_months_with_who_leads_and_once_the_source(portal, client, november):
    page = Document.of(client.get("/planner/"))
    assert "2026 to 2027" in page.main
    (september,) = page.select("section[aria-labelledby='2026-09']")
    assert "Tuesday 1 September 2026" in september.text
    for duty in Duty.objects.filter(month=9):
        assert duty.title in [one.text for one in september.select("h3")]
        assert f"Leads: {duty.leads}." in september.text
        assert duty.source.rstrip(".") not in september.text
        assert page.main.count(f"{duty.title}: {duty.source.rstrip('.')}.") == 1
    order = [section.text.split("\n")[0][:9] for section in page.select(".year__month h2")]
    assert (order[0], order[-1]) == ("September", "August 20")


@pytest.mark.parametrize(
    ("now", "lines"),
    [
        (
            NOVEMBER,
            ["November: nothing falls in this month alone", "February: Take part in Safer Internet Day"],
        ),
        (
            datetime(2027, 2, 3, tzinfo=UTC),
            ["February: Take part in Safer Internet Day", "June: Look ahead to September"],
        ),
        (datetime(2027, 7, 3, tzinfo=UTC), ["July: nothing falls in this month alone"]),
    ],
)
def test_what_falls_now_and_next_is_told_before_the_year(portal, client, freeze, now, lines):
    freeze(now)
    page = Document.of(client.get("/planner/"))
    told = [line.text for line in page.select("section[aria-labelledby='now'] li")]
    assert told[:-3] == lines
    assert all(link.attributes["href"][1:] in page.ids for link in page.select("[aria-labelledby='now'] a"))
    assert page.main.index("Now and next") < page.main.index("September 2026")


def test_a_duty_that_no_rule_asks_for_is_marked_as_our_advice(portal, client, november):
    rows = {
        row.select("h3")[0].text: row.text for row in Document.of(client.get("/planner/")).select(".duty")
    }
    assert len(rows) == Duty.objects.count()
    for duty in Duty.objects.all():
        assert ("Our advice" in rows[duty.title]) is not duty.is_rule, duty.key


def test_every_duty_of_the_files_has_a_source_and_says_how_sure_it_is(portal, client, november):
    text = Document.of(client.get("/planner/")).main
    assert Duty.objects.count() >= 20
    for duty in Duty.objects.all():
        assert duty.title in text
        assert duty.source
        assert duty.get_certainty_display() in text


def test_no_title_of_a_duty_that_comes_back_each_year_is_true_of_one_year_only(portal):
    # Calendars hold next year's too: "Teach to the new guidance" would stand there when it is two years old.
    assert [row.title for row in Duty.objects.filter(title__regex=r"(^| )new |20[0-9][0-9]")] == []


def test_a_day_that_nobody_set_is_to_be_confirmed_and_in_no_calendar(portal, client, november):
    page = Document.of(client.get("/planner/"))
    (february,) = page.select("section[aria-labelledby='2027-02']")
    assert "Date to be confirmed" in february.text
    assert named(client, "safer-internet-day") == {}


def test_no_file_guesses_the_next_safer_internet_day(db, settings):
    rows = {duty.key: duty for duty in DUTIES.read(settings.FIXTURES_DIR)}
    assert (rows["safer-internet-day"].day, rows["safer-internet-day"].day_is_announced) == (None, True)


def test_a_day_of_another_school_year_is_to_be_confirmed_again(db, client, freeze):
    make_duty(month=2, day=date(2027, 2, 9), day_is_announced=True, title="Take part in the day")
    freeze(datetime(2027, 1, 5, tzinfo=UTC))
    assert "Tuesday 9 February 2027" in client.get("/planner/").text
    freeze(datetime(2027, 9, 5, tzinfo=UTC))
    assert "Date to be confirmed" in client.get("/planner/").text


def test_an_empty_planner_says_so(db, client):
    page = client.get("/planner/")
    assert page.status_code == 200
    assert "no duties at the moment" in page.text
    assert calendar(client).events == []


def test_what_is_left_out_is_in_neither(db, client):
    make_duty(title="Left out of it", is_shown=False)
    assert "Left out of it" not in client.get("/planner/").text
    assert calendar(client).events == []


def test_the_door_of_the_safeguarding_lead_leads_to_the_planner(portal, client):
    assert "/planner/" in {link.attributes["href"] for link in Document.of(client.get("/for/dsl/")).links}


def test_the_page_tells_how_to_subscribe_and_gives_the_whole_address(portal, client, settings):
    page = Document.of(client.get("/planner/"))
    address = f"{settings.SITE_URL}/planner.ics"
    assert [code.text for code in page.select("main code")] == [address]
    (button,) = [link for link in page.links if link.text == "Subscribe to the planner"]
    assert button.attributes["href"] == f"webcal:{address.partition(':')[2]}"


# The calendar


def test_the_calendar_is_what_rfc_5545_asks_for(portal, client, november):
    answer = client.get("/planner.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert b"\n" not in answer.content.replace(b"\r\n", b"")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D" in lines
    assert b"X-WR-TIMEZONE:Europe/London" in lines
    read = calendar(client)
    assert (read["VERSION"], read["METHOD"]) == ("2.0", "PUBLISH")
    assert read["PRODID"]
    assert read.errors == []
    assert len(read.events) > 20


def test_every_event_is_one_whole_day_with_a_lasting_name(portal, client, november, settings):
    give_kent_its_terms()
    events = calendar(client).events
    for event in events:
        assert type(event.start) is date
        assert event.end - event.start == timedelta(days=1)
        assert event["DTSTAMP"].dt.tzinfo
        assert str(event["URL"]).startswith(settings.SITE_URL)
        assert event["TRANSP"] == "TRANSPARENT"
    names = [str(event["UID"]) for event in events]
    assert len({*names}) == len(names)
    assert all(name.endswith("@127.0.0.1") for name in names)


def test_the_same_duties_give_the_same_bytes_whoever_asks_and_when(
    portal, client, november, settings, freeze
):
    first = client.get("/planner.ics").content
    settings.ALLOWED_HOSTS = ["*"]
    freeze(NOVEMBER + timedelta(days=40))
    assert client.get("/planner.ics", headers={"host": "other.example"}).content == first


def test_who_has_the_calendar_already_is_not_sent_it_again(portal, client, november):
    etag = client.get("/planner.ics")["ETag"]
    assert client.get("/planner.ics", headers={"if-none-match": etag}).status_code == 304
    Duty.objects.filter(key="look-ahead").update(title="Look further ahead")
    assert client.get("/planner.ics", headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("path", ["/planner/", "/planner.ics"])
def test_other_methods_are_refused(db, client, path, method):
    assert getattr(client, method)(path).status_code == 405


def test_a_duty_of_a_month_stands_on_its_first_day_and_says_so(portal, client, november):
    event = named(client, "look-ahead")["look-ahead-2026"]
    assert event.start == date(2027, 6, 1)
    assert str(event["SUMMARY"]) == "In June: Look ahead to September"


def test_a_duty_with_a_day_stands_on_it_in_its_own_year_and_in_its_month_in_the_next(
    portal, client, november
):
    events = named(client, "kcsie-applies")
    assert str(events["kcsie-applies-2026"]["SUMMARY"]).startswith("Work to the newest edition")
    assert events["kcsie-applies-2026"].start == date(2026, 9, 1)
    assert str(events["kcsie-applies-2027"]["SUMMARY"]).startswith("In September: ")


def test_what_comes_each_term_is_dated_by_the_terms_of_kent_and_else_by_nothing(portal, client, november):
    assert named(client, "filtering-check") == {}
    assert "do not have the days of Kent’s terms yet" in client.get("/planner/").text
    give_kent_its_terms()
    halves = named(client, "filtering-check")
    assert [str(event.start) for event in halves.values()] == [first for first, _ in SIX]
    terms = named(client, "restore-test")
    assert [str(event.start) for event in terms.values()] == ["2026-09-02", "2027-01-04", "2027-04-12"]
    assert "In Kent they begin on 2 September, 4 January and 12 April." in client.get("/planner/").text


def test_a_year_whose_terms_are_not_all_known_dates_no_whole_term(portal, client, november):
    Term.objects.create(name="Term 1", first_day="2026-09-02", last_day="2026-10-21")
    assert named(client, "restore-test") == {}
    assert len(named(client, "filtering-check")) == 1
    assert "all days of Kent’s terms yet, only 2 September: choose your own" in client.get("/planner/").text
    Term.objects.create(name="Term 2", first_day="2026-11-02", last_day="2026-12-18")
    assert "only 2 September and 2 November: choose" in client.get("/planner/").text


# An adviser enters a day


def test_an_adviser_enters_the_day_and_readers_and_calendars_have_it(
    portal, adviser_client, client, november
):
    duty = Duty.objects.get(key="safer-internet-day")
    form = reverse("admin:guidance_duty_change", args=[duty.pk])
    before = duty.changed_at
    sent = {**form_data(adviser_client.get(form)), "day": "2027-02-16"}
    assert adviser_client.post(form, sent).status_code == 302
    assert "Tuesday 16 February 2027" in client.get("/planner/").text
    event = named(client, "safer-internet-day")["safer-internet-day-2026"]
    assert event.start == date(2027, 2, 16)
    assert Duty.objects.get(pk=duty.pk).changed_at != before
    assert AuditEntry.objects.filter(action="change", object_key="safer-internet-day").exists()


def test_a_day_outside_its_month_is_refused_in_words(portal, adviser_client):
    form = reverse("admin:guidance_duty_change", args=[Duty.objects.get(key="safer-internet-day").pk])
    answer = adviser_client.post(form, {**form_data(adviser_client.get(form)), "day": "2027-03-16"})
    assert "The day must lie in the month of the duty." in answer.text


def test_an_editor_reads_the_duties_and_changes_none(portal, client):
    client.force_login(make_editor())
    form = reverse("admin:guidance_duty_change", args=[Duty.objects.first().pk])
    assert client.get(form).status_code == 200
    assert client.post(form, {"day": "2027-02-16"}).status_code == 403


def test_an_order_that_is_changed_makes_no_event_newer(portal, adviser_client):
    duty = Duty.objects.get(key="look-ahead")
    form = reverse("admin:guidance_duty_change", args=[duty.pk])
    adviser_client.post(form, {**form_data(adviser_client.get(form)), "order": "71"})
    row = Duty.objects.get(pk=duty.pk)
    assert (row.order, row.changed_at) == (71, duty.changed_at)


def test_loading_leaves_the_day_that_an_adviser_entered_and_lets_the_file_wait(portal, settings, tmp_path):
    Duty.objects.filter(key="safer-internet-day").update(day=date(2027, 2, 16))
    loading.load(settings.FIXTURES_DIR)
    assert Duty.objects.get(key="safer-internet-day").day == date(2027, 2, 16)
    assert not ShippedText.objects.waiting().exists()


FILE = """
[some-duty]
title = "Do it"
note = "A note."
leads = "Head"
rhythm = "month"
month = 2
source = "A source"
certainty = "high"
order = 1
"""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("month = 2", ""), "needs that month"),
        (("month = 2", "month = 13"), "month: “13” is not one of the answers"),
        (("month = 2", "month = 2\nday = 2027-03-01"), "must lie in the month"),
        (('"high"', '"certain"'), "certainty"),
        (('source = "A source"\n', ""), "source: is missing"),
        (('leads = "Head"', 'leeds = "Head"'), "leads: is missing"),
        (("order = 1", 'order = 1\npage = "planner"'), "Give an address of this site"),
    ],
)
def test_a_file_with_a_slip_is_refused_with_its_name(db, tmp_path, change, told):
    folder = tmp_path / "planner" / "duties"
    folder.mkdir(parents=True)
    (folder / "slip.toml").write_text(FILE.replace(*change), encoding="utf-8")
    with pytest.raises(FixtureError) as raised:
        DUTIES.read(tmp_path)
    assert "slip.toml" in str(raised.value)
    assert told in str(raised.value)


def test_a_file_without_a_slip_is_read(db, tmp_path):
    folder = tmp_path / "planner" / "duties"
    folder.mkdir(parents=True)
    (folder / "one.toml").write_text(FILE, encoding="utf-8")
    assert [duty.key for duty in DUTIES.read(tmp_path)] == ["some-duty"]


# The school year


@pytest.mark.parametrize(
    ("day", "slug", "year"),
    [
        (date(2026, 9, 1), "autumn-2026", 2026),
        (date(2026, 12, 31), "autumn-2026", 2026),
        (date(2027, 1, 1), "spring-2027", 2026),
        (date(2027, 3, 31), "spring-2027", 2026),
        (date(2027, 4, 1), "summer-2027", 2026),
        (date(2027, 8, 31), "summer-2027", 2026),
    ],
)
def test_each_day_lies_in_one_term_and_one_school_year(day, slug, year):
    term = term_of(day)
    assert (term.slug, school_year.year_of(day)) == (slug, year)
    assert term.first_day <= day <= term.last_day
    assert term.next.before == term


def test_a_term_is_called_by_its_year():
    assert str(SchoolTerm("spring", 2027)) == "Spring term 2027"


# Sheets that are filled in


def test_a_sheet_can_be_had_in_word_and_stands_beside_the_planner(portal, client):
    links = {link.attributes["href"] for link in Document.of(client.get("/planner/")).links}
    for slug in ("filtering-check-record", "yearly-review-sheet"):
        assert f"/guidance/{slug}/" in links
        word = client.get(f"/guidance/{slug}/sheet.docx")
        assert word.status_code == 200
        assert word["Content-Disposition"] == f'attachment; filename="{slug}.docx"'
        assert "Download this sheet (Word)" in client.get(f"/guidance/{slug}/").text


def test_a_page_that_is_only_read_has_no_sheet(db, client):
    page = make_page()
    assert client.get(f"/guidance/{page.slug}/sheet.docx").status_code == 404
    assert "Download this sheet" not in client.get(page.get_absolute_url()).text
    assert client.get("/guidance/nothing/sheet.docx").status_code == 404
