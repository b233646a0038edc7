"""Helplines: who to ring, whether it is open now, and nothing that nobody has confirmed."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F

from guidance.models import Helpline, Resource
from guidance.services import checking
from tests.document import Document

pytestmark = pytest.mark.usefixtures("portal")
LONDON = ZoneInfo("Europe/London")


def page(client):
    return client.get("/helplines/").content.decode()


def entry(client, slug):
    """The list item of one helpline, as HTML."""
    return re.search(rf'<li class="contact[^"]*" id="{slug}".*?</li>', page(client), re.DOTALL)[0]


def at(*moment):
    return datetime(*moment, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (at(2027, 1, 8, 8, 59), "Opens at 9am"),
        (at(2027, 1, 8, 9), "Open now until 5pm"),
        (at(2027, 1, 8, 16, 59), "Open now until 5pm"),
        (at(2027, 1, 8, 17), "Opens Monday at 9am"),
        (at(2026, 12, 24, 18), "Opens Tuesday at 9am"),
        (at(2027, 3, 29, 12), "Opens tomorrow at 9am"),
        (at(2027, 3, 30, 10), "Open now until 5pm"),
        (at(2027, 10, 31, 12), "Opens tomorrow at 9am"),
    ],
)
def test_a_helpline_with_confirmed_hours_says_whether_it_is_open(client, freeze, moment, says):
    freeze(moment)
    assert says in entry(client, "medway")


def test_the_moment_stands_once_above_what_is_open_and_none_of_it_is_printed(client, freeze):
    freeze(at(2027, 1, 8, 10, 5))
    document = Document(page(client))
    assert [line.text for line in document.select("#medway .asof")] == ["Open now until 5pm"]
    assert document.select("#childline .asof") == []
    assert document.main.count("10.05am, Friday 8 January") == 1
    assert document.select(".open-now > .asof")[0].text.startswith("As of 10.05am, Friday 8 January.")


def test_kent_s_own_numbers_stand_before_any_other(client, freeze):
    """At 3.25pm whoever reads the first number rings it, so it is not another council's."""
    freeze(at(2027, 1, 8, 15, 25))
    numbers = [
        link.attributes["href"]
        for link in Document(page(client)).select("main a[href^='tel:'], main a[href^='sms:']")
    ]
    assert numbers[:4] == ["tel:999", "tel:03000411111", "tel:03000419191", "tel:08001111"]
    medway = Document(page(client)).select(".open-now li")[-1]
    assert "Anyone worried about a child who lives in Medway." in medway.text


def open_rows(client):
    """The rows on top of those open now: name, and until when."""
    rows = []
    for row in Document(page(client)).select(".open-now li"):
        until = re.search(r"Until [^.]+", row.text)
        rows.append(" ".join(filter(None, [row.select("h3")[0].text, until and until[0]])))
    return rows


OF_EVERY_HOUR = ["Childline", "NHS 111 (option 2), mental health", "Samaritans", "Shout"]


@pytest.mark.parametrize(
    ("moment", "medway", "fraud"),
    [
        (at(2027, 1, 8, 7, 59), "", ""),
        (at(2027, 1, 8, 8), "", " Until 8pm"),
        (at(2027, 1, 8, 9), " Until 5pm", " Until 8pm"),
        (at(2027, 1, 8, 17), "", " Until 8pm"),
        (at(2027, 1, 8, 20), "", ""),
    ],
)
def test_rows_on_top_name_those_open_now(client, freeze, moment, medway, fraud):
    freeze(moment)
    childline, *others = OF_EVERY_HOUR
    medway, fraud = (
        [f"{name}{until}"] if until else []
        for name, until in (("Medway First Response (children’s services)", medway), ("Report Fraud", fraud))
    )
    assert open_rows(client) == [childline, *fraud, *others, *medway]


def test_each_row_on_top_has_its_number_and_leads_to_its_entry(client):
    for row in Document(page(client)).select(".open-now li"):
        (entry_link,) = row.select("h3 a")
        helpline = Helpline.objects.get(slug=entry_link.attributes["href"].removeprefix("#"))
        (number,) = row.select(".contact__number")
        assert helpline.public_phone in number.text or helpline.public_text_number in number.text


def test_the_rows_on_top_name_none_whose_hours_nobody_confirmed(client):
    links = Document(page(client)).select(".open-now h3 a")
    named = {link.attributes["href"].removeprefix("#") for link in links}
    confirmed = Helpline.objects.filter(slug__in=named, hours_confirmed=True)
    assert named == {row.slug for row in confirmed}
    Helpline.objects.update(hours_confirmed=False)
    assert Document(page(client)).select(".open-now") == []


@pytest.mark.parametrize("path", ["/helplines/", "/resources/posh/"])
def test_a_copy_of_a_page_that_says_open_now_is_asked_about_again(client, path):
    assert client.get(path).headers["Cache-Control"] == "no-cache"
    assert "Cache-Control" not in client.get("/resources/kcsie/").headers


def test_what_was_seen_long_ago_sends_readers_to_its_website_until_an_adviser_checked_it(client, adviser):
    helpline = Helpline.objects.get(slug="victim-support")
    assert "Check the hours and number on its website." in entry(client, "victim-support")
    assert "No answer? Check the number on its website." in entry(client, "samaritans")
    checking.mark_checked(obj=helpline, by=adviser)
    helpline.refresh_from_db()
    said = entry(client, "victim-support")
    assert "Check the hours on its website." in said
    checked = helpline.checked_on
    assert f"Checked by an adviser on {checked.day} {checked:%B %Y}." in said


@pytest.mark.parametrize(
    ("seen_on", "is_old"),
    [("", False), ("2027-01", False), ("2026-01", False), ("2025-12", True), ("2026", False), ("2025", True)],
)
def test_only_what_was_seen_over_a_year_ago_is_to_be_looked_up(client, freeze, seen_on, is_old):
    freeze(at(2027, 1, 8, 10))
    Helpline.objects.filter(slug="samaritans").update(seen_on=seen_on)
    assert ("Check the number" in entry(client, "samaritans")) is is_old


def test_readers_are_told_what_to_do_and_not_how_we_file(client):
    """Where and when a number was found stands in the admin and in the open data."""
    shown = [row for row in Helpline.objects.published() if row.is_rung]
    assert len(shown) == 23
    assert [row.slug for row in shown if not row.seen_in] == ["emergency-999"]
    text = Document(page(client)).main
    assert text.count("Nobody here has rung them") == 1
    for ours in ("last seen", "Last seen", "Number found", "unknown date", "Next check"):
        assert ours not in text, ours


def test_a_phone_has_the_contents_above_the_first_number(client):
    main = page(client)
    folded = main.index('<details class="fold narrow-only"><summary>On this page')
    assert folded < main.index('id="emergency"')
    assert main.index('href="#wellbeing"') < main.index('id="emergency"')


@pytest.mark.parametrize("slug", ["act-early", "kent-prevent-contact", "report-terrorism-online"])
def test_a_contact_known_only_from_a_council_is_not_shown(client, slug):
    helpline = Helpline.objects.get(slug=slug)
    assert (helpline.public_phone, helpline.public_email, helpline.text_number) == ("", "", "")
    assert helpline.phone or helpline.email
    assert (helpline.phone or helpline.email) not in page(client)


def test_a_number_of_2022_that_nothing_newer_repeats_is_not_shown(client):
    assert "116 000" not in page(client)
    assert "Look for its number on its website." in entry(client, "runaway-helpline")


def test_a_helpline_that_never_closes_says_so(client):
    assert "Phone: day and night, every day." in entry(client, "childline")
    assert "Text: day and night, every day." in entry(client, "shout")


def test_hours_that_nobody_confirmed_are_not_worked_out(client):
    unsure = Helpline.objects.filter(hours_confirmed=False, periods__isnull=False).distinct()
    assert unsure
    for helpline in Helpline.objects.filter(hours_confirmed=False):
        assert "Open" not in entry(client, helpline.slug).replace(helpline.hours_text, "")
        assert helpline.opening() is None


def test_hours_that_nobody_confirmed_are_to_be_checked_where_they_are_old(client):
    said = "Phone: Monday to Friday, 10am to 4pm. Check the hours and number on its website."
    assert said in entry(client, "posh")
    galop = "Phone: Monday to Thursday, 10am to 8.30pm; Friday, 10am to 4.30pm. Check the hours and number"
    assert galop in entry(client, "galop")
    # Without a date they are known to advisers only.
    assert "9.30am" not in entry(client, "youngminds-parents")


def test_hours_on_bank_holidays_that_nobody_knows_count_as_closed(client, freeze):
    freeze(at(2026, 12, 25, 11))
    assert Helpline.objects.get(slug="medway").open_on_bank_holidays is None
    assert "Opens Tuesday at 9am" in entry(client, "medway")
    Helpline.objects.filter(slug="medway").update(open_on_bank_holidays=True)
    assert "Open now until 5pm" in entry(client, "medway")


def test_each_way_of_contact_has_its_own_hours_and_the_phone_decides_what_is_open(client, freeze):
    freeze(at(2027, 1, 8, 20))
    medway = Helpline.objects.get(slug="medway")
    for weekday in range(7):
        medway.periods.create(way="chat", weekday=weekday, opens=time(14), closes=time(22))
    said = entry(client, "medway")
    assert "Phone: Monday to Friday, 9am to 5pm. Chat: Monday to Sunday, 2pm to 10pm." in said
    assert "Opens Monday at 9am" in said


def test_hours_in_term_time_are_said_and_never_guessed(client, freeze):
    freeze(at(2027, 1, 8, 10))
    Helpline.objects.get(slug="medway").periods.update(term_time_only=True)
    said = entry(client, "medway")
    assert "Phone: Monday to Friday, 9am to 5pm, in term time." in said
    assert "Open now" not in said
    freeze(at(2027, 1, 9, 10))
    assert "Closed now" in entry(client, "medway")


def test_a_special_day_is_announced_and_closes_the_line(client, freeze):
    freeze(at(2027, 1, 8, 10))
    medway = Helpline.objects.get(slug="medway")
    medway.special_days.create(day=date(2027, 1, 8))
    medway.special_days.create(day=date(2027, 1, 11), opens=time(12), closes=time(13))
    said = entry(client, "medway")
    assert "(closed on Friday 8 January; Monday 11 January, midday to 1pm)" in said
    assert "Opens Monday at midday" in said


def test_a_number_that_nobody_confirmed_is_on_no_page(pages):
    unsure = Helpline.objects.filter(phone_confirmed=False).exclude(phone="")
    numbers = {re.sub(r"\D", "", helpline.phone) for helpline in unsure}
    assert len(numbers) >= 10
    for path, visit in pages.items():
        digits = re.sub(r"(?<=\d)[\s\u00a0-]+(?=\d)", "", visit.html)
        assert [number for number in numbers if number in digits] == [], path


def test_an_address_that_nobody_confirmed_is_on_no_page(pages):
    unsure = Helpline.objects.filter(email_confirmed=False).exclude(email="")
    assert unsure
    for path, visit in pages.items():
        assert [row.email for row in unsure if row.email in visit.html] == [], path


def test_a_staging_address_is_on_no_page(visits):
    for path, visit in visits.items():
        assert b"//stage." not in visit.response.content, path


def test_confirming_a_number_shows_it(client):
    helpline = Helpline.objects.filter(phone_confirmed=False).exclude(phone="").first()
    assert helpline.phone not in page(client)
    helpline.phone_confirmed = True
    helpline.save()
    assert helpline.phone in entry(client, helpline.slug)


def test_each_number_is_on_the_page_once(client):
    # Strip, footer and partner column name some of them too.
    links = Document(page(client)).select("main section .contact a[href^='tel:']")
    numbers = [link.attributes["href"] for link in links]
    assert len(numbers) == 21
    assert len(numbers) == len(set(numbers))


def test_a_tapped_number_is_dialled_without_spaces(client):
    assert '<a class="num" href="tel:03000411111">03000 41 11 11</a>' in entry(client, "front-door")
    (text,) = Document(page(client)).select("#shout a[href^='sms:']")
    assert (text.attributes["href"], text.text) == ("sms:85258?body=SHOUT", "Text SHOUT to 85258")


def test_what_can_be_rung_stands_first_and_what_is_only_online_apart(client):
    document = Document(page(client))
    parts = [heading.text for heading in document.select("main .contact-part h2")]
    assert parts == ["Ring or text", "Report or ask online"]
    ring, online = document.select("main .contact-part")
    assert len(ring.select(".contact")) + len(online.select(".contact")) == Helpline.objects.count()
    assert all(entry.select(".contact__number a") for entry in ring.select(".contact"))
    assert online.select("a[href^='tel:'], a[href^='sms:']") == []
    assert all(entry.select("h4 a") for entry in online.select(".contact"))


def test_every_need_has_a_heading_and_a_link_to_it(client):
    document = Document(page(client))
    links = {link.attributes["href"] for link in document.links}
    for need in Helpline.Need:
        anchor = "online-adult-concern" if need == Helpline.Need.ADULT_CONCERN else need.value
        (heading,) = document.select(f"main h3[id='{anchor}']")
        assert heading.text == need.label
        assert f"#{anchor}" in links
    # Other pages send readers here to have something removed.
    ids = [entry.attributes["id"] for entry in document.select("#report-content + ul > li")]
    assert {"report-remove", "ceop-safety-centre"} <= set(ids)
    assert "#online" in links


def test_the_name_of_a_helpline_is_read_once(client):
    document = Document(page(client))
    for row in Helpline.objects.published():
        (item,) = document.select(f"#{row.slug}")
        for hidden in item.select(".vh"):
            hidden.node.drop_tree()
        said = " ".join(item.node.text_content().split())
        assert said.replace(row.about, "").count(row.title) == 1, row.slug


def test_the_lado_is_reached_by_the_page_that_says_how(client):
    (link,) = Document(page(client)).select("#lado h4 a")
    assert link.attributes["href"] == "/allegations/"


def test_an_entry_of_the_inventory_shows_its_helpline(client):
    response = client.get("/resources/childline/")
    assert "0800 1111" in response.content.decode()


def test_a_website_opens_from_the_entry(client):
    helpline = Helpline.objects.get(slug="posh")
    website = helpline.website
    assert f'<a href="{website.url}">{helpline.title}<' in entry(client, "posh")
    website.status = "draft"
    website.save()
    assert website.url not in entry(client, "posh")


def test_of_several_entries_the_one_of_its_own_name_is_its_website(client):
    assert Helpline.objects.get(slug="front-door").resources.count() == 3
    assert Helpline.objects.get(slug="front-door").website.slug == "front-door"


def test_entries_show_the_contact_of_their_own_name_but_for_these():
    """A service and its helpline share a name. Others show where their own words send the reader."""
    others = Resource.objects.exclude(helpline=None).exclude(helpline__slug=F("slug"))
    assert dict(others.values_list("slug", "helpline__slug")) == {
        "kics-portal": "front-door",
        "kscmp-prevent": "front-door",
        "lado-referral": "lado",
        "kent-police": "police-non-emergency",
    }
    # 999 is a number without a website: a reader in an emergency is to ring, not to read.
    without = [row.slug for row in Helpline.objects.with_hours() if not row.website]
    # The others are only known by the pages of somebody else.
    assert without == ["emergency-999", "medway", "adult-social-care", "nhs-111"]
