"""Helplines: who to ring, whether it is open now, and nothing that nobody has confirmed."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db.models import F

from guidance.models import Helpline, Resource
from guidance.services import publishing
from tests.document import Document

pytestmark = pytest.mark.usefixtures("portal")
LONDON = ZoneInfo("Europe/London")


def page(client):
    return client.get("/helplines/").content.decode()


def entry(client, slug):
    """The list item of one helpline, as HTML."""
    return re.search(rf'<li class="contact" id="{slug}">.*?</li>', page(client), re.DOTALL)[0]


def at(*moment):
    return datetime(*moment, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (at(2027, 1, 8, 9, 59), "Opens at 10am"),
        (at(2027, 1, 8, 10), "Open now until 4pm"),
        (at(2027, 1, 8, 15, 59), "Open now until 4pm"),
        (at(2027, 1, 8, 16), "Opens Monday at 10am"),
        (at(2026, 12, 24, 17), "Opens Tuesday at 10am"),
        (at(2027, 3, 29, 12), "Opens tomorrow at 10am"),
        (at(2027, 3, 30, 10), "Open now until 4pm"),
        (at(2027, 10, 31, 12), "Opens tomorrow at 10am"),
    ],
)
def test_a_helpline_with_confirmed_hours_says_whether_it_is_open(client, freeze, moment, says):
    freeze(moment)
    assert says in entry(client, "posh")


def test_the_moment_stands_beside_open_now_and_neither_is_printed(client, freeze):
    freeze(at(2027, 1, 8, 10, 5))
    lines = Document(page(client)).select("#posh .asof")
    assert [line.text for line in lines] == ["Open now until 4pm (as of 10.05am, Friday 8 January)"]
    assert Document(page(client)).select("#childline .asof") == []


@pytest.mark.parametrize("path", ["/helplines/", "/resources/posh/"])
def test_a_copy_of_a_page_that_says_open_now_is_asked_about_again(client, path):
    assert client.get(path).headers["Cache-Control"] == "no-cache"
    assert "Cache-Control" not in client.get("/resources/kcsie/").headers


def test_a_number_that_was_seen_long_ago_says_where_and_when(client, adviser):
    helpline = Helpline.objects.get(slug="victim-support")
    said = "Number seen on victimsupport.org.uk in 2020. Check due by 31 January 2027."
    assert said in entry(client, "victim-support")
    publishing.mark_checked(obj=helpline, by=adviser)
    assert "Number seen" not in entry(client, "victim-support")


def test_a_helpline_that_never_closes_says_so(client):
    assert "Open day and night" in entry(client, "childline")


def test_hours_that_nobody_confirmed_are_not_worked_out(client):
    unsure = Helpline.objects.filter(hours_confirmed=False, periods__isnull=False).distinct()
    assert unsure
    for helpline in Helpline.objects.filter(hours_confirmed=False):
        assert "Open" not in entry(client, helpline.slug).replace(helpline.hours_text, "")


def test_hours_on_bank_holidays_that_nobody_knows_count_as_closed(client, freeze):
    freeze(at(2026, 12, 25, 11))
    assert Helpline.objects.get(slug="posh").open_on_bank_holidays is None
    assert "Opens Tuesday at 10am" in entry(client, "posh")
    Helpline.objects.filter(slug="posh").update(open_on_bank_holidays=True)
    assert "Open now until 4pm" in entry(client, "posh")


def test_a_number_that_nobody_confirmed_is_on_no_page(pages):
    unsure = Helpline.objects.filter(phone_confirmed=False).exclude(phone="")
    numbers = {re.sub(r"\D", "", helpline.phone) for helpline in unsure}
    assert len(numbers) >= 7
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
    # Strip and footer name some of them too.
    links = Document(page(client)).select("main a[href^='tel:']")
    numbers = [link.attributes["href"] for link in links]
    assert len(numbers) == 24
    assert len(numbers) == len(set(numbers))


def test_a_tapped_number_is_dialled_without_spaces(client):
    assert '<a class="num" href="tel:03000411111">03000 41 11 11</a>' in entry(client, "front-door")
    assert '<a class="num" href="sms:85258">Text SHOUT to 85258</a>' in entry(client, "shout")


def test_helplines_are_grouped_by_need_with_a_link_to_each_group(client):
    document = Document(page(client))
    needs = [heading.text for heading in document.select("main .cols > :first-child h2")]
    assert needs == [need.label for need in Helpline.Need]
    links = {link.attributes["href"] for link in document.links}
    assert {f"#{need.value}" for need in Helpline.Need} <= links


def test_an_entry_of_the_inventory_shows_its_helpline(client):
    response = client.get("/resources/childline/")
    assert "0800 1111" in response.content.decode()


def test_a_website_opens_from_the_entry(client):
    helpline = Helpline.objects.get(slug="posh")
    website = helpline.website
    assert f'<a href="{website.url}">{website.title}: website</a>' in entry(client, "posh")
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
