"""What readers are told is new: updates and notable changes of every page, by the day they were published."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from guidance.models import GuidedRoute, PolicyTemplate, Revision, RiskArea, Update
from guidance.services import checking, publishing
from tests.document import Document
from tests.factories import (
    make_handout,
    make_helpline,
    make_page,
    make_resource,
    make_risk_area,
    make_role,
    make_service,
    make_update,
)

NOTE = "The number in the second paragraph is a new one."


def note(obj, adviser, words=NOTE, at=None):
    publishing.note_change(obj=obj, by=adviser, note=words, at=at)


def updates_page(client, page=1):
    response = client.get(f"/updates/?page={page}")
    assert response.status_code == 200
    return response.content.decode()


MAKERS = [
    *(make_page, make_handout, make_service, make_risk_area, make_role),
    *(make_resource, make_helpline, make_update),
]


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_a_noted_change_is_told_on_the_page_under_updates_and_in_the_feed(db, client, adviser, make):
    obj = make()
    note(obj, adviser)
    assert obj.title in updates_page(client)
    assert NOTE in updates_page(client)
    assert NOTE in client.get("/updates/feed/").content.decode()
    if make is not make_risk_area:  # its page is given the history by its own view
        assert NOTE in client.get(obj.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("model", "slug", "path"),
    [
        (PolicyTemplate, "acceptable-use", "/policies/acceptable-use/"),
        (GuidedRoute, "nudes", "/what-has-happened/nudes/"),
    ],
)
def test_a_noted_change_of_a_policy_or_a_route_is_told_too(portal, client, adviser, model, slug, path):
    note(model.objects.get(slug=slug), adviser)
    assert NOTE in updates_page(client)
    assert f'href="{path}"' in updates_page(client)


def test_a_small_correction_and_a_check_are_not_told(db, client, adviser):
    page = make_page()
    checking.mark_checked(obj=page, by=adviser)
    assert page.title not in updates_page(client)


@pytest.mark.parametrize(
    "gone",
    [
        {"status": "draft", "publish_at": None},
        {"status": "withdrawn", "withdrawn_reason": "It was wrong."},
        {"withdraw_at": datetime(2026, 2, 1, tzinfo=UTC)},
    ],
)
def test_what_readers_can_no_longer_read_leaves_updates_and_feeds(db, client, adviser, gone):
    page = make_page(title="Read me")
    note(page, adviser)
    type(page).objects.filter(pk=page.pk).update(**gone)
    assert "Read me" not in updates_page(client)
    assert "Read me" not in client.get("/updates/feed/").content.decode()


def test_updates_stand_in_the_order_in_which_they_were_published(db, client):
    now = timezone.now()
    make_update(title="About next year", happened_on=date(2027, 4, 1), publish_at=now - timedelta(hours=2))
    make_update(title="About last summer", happened_on=date(2026, 8, 1), publish_at=now - timedelta(hours=1))
    make_update(title="Older", happened_on=date(2026, 10, 1), publish_at=now - timedelta(days=9))
    for path in ("/", "/updates/", "/updates/feed/"):
        page = client.get(path).content.decode()
        assert page.index("About last summer") < page.index("About next year") < page.index("Older"), path


def test_changes_and_updates_are_mixed_by_their_moment(db, client, adviser):
    now = timezone.now()
    make_update(title="The older update", publish_at=now - timedelta(days=3))
    make_update(title="The newer update", publish_at=now - timedelta(days=1))
    note(make_page(title="The changed page"), adviser, at=now - timedelta(days=2))
    page = client.get("/updates/").content.decode()
    assert page.index("The newer update") < page.index("The changed page") < page.index("The older update")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"happened_on": date(2199, 4, 1)}, "Takes effect on 1 April 2199."),
        ({"happened_on": date(2199, 4, 1), "day_is_known": False}, "Takes effect in April 2199."),
        ({"happened_on": date(2025, 12, 4)}, "Date of the change: 4 December 2025."),
        ({"happened_on": date(2025, 12, 1), "day_is_known": False}, "Date of the change: December 2025."),
    ],
)
def test_the_day_of_effect_is_stated_as_a_fact(db, client, fields, words):
    update = make_update(**fields)
    assert words in client.get(update.get_absolute_url()).content.decode()
    assert words in updates_page(client)


def test_a_change_is_told_when_it_takes_effect_and_not_before(db, client, adviser):
    page = make_page()
    note(page, adviser, at=timezone.now() + timedelta(hours=1))
    for path in ("/updates/", "/updates/feed/", page.get_absolute_url()):
        assert NOTE not in client.get(path).content.decode(), path


def test_the_note_with_which_an_update_is_published_makes_no_second_entry(db, client, adviser):
    update = make_update(status="draft", publish_at=None, title="Only once")
    publishing.publish(obj=update, by=adviser, note="Published with a note.")
    assert updates_page(client).count("Only once") == 1
    note(update, adviser)
    assert updates_page(client).count("Only once") == 2


def test_every_entry_is_on_one_page_of_the_list_and_on_no_second(db, client, adviser):
    for _ in range(15):
        make_update()
        note(make_page(), adviser)
    pages = [updates_page(client, number) for number in (1, 2, 3)]
    titles = [*Update.objects.values_list("title", flat=True)]
    titles += [revision.content_object.title for revision in Revision.objects.notable()]
    assert all(sum(f">{title}<" in page for page in pages) == 1 for title in titles)
    assert client.get("/updates/?page=4").status_code == 404


def test_the_list_holds_each_update_whole_and_the_home_page_its_summary(db, client):
    make_update(
        title="A new edition",
        summary="It has come out.",
        body="**What to do**\n\n- **Heads:** read [it](/about/).",
        publish_at=timezone.now(),
    )
    (told,) = Document.of(client.get("/updates/")).select("main article")
    assert [heading.text for heading in told.select("h3")] == ["A new edition"]
    assert [words.text for words in told.select("strong")] == ["What to do", "Heads:"]
    assert told.select("li a[href='/about/']")
    assert "It has come out." in told.text
    home = Document.of(client.get("/")).main
    assert "It has come out." in home
    assert "What to do" not in home


def test_an_update_that_tells_what_happened_does_not_say_its_summary_again(db, client):
    body = "Something happened.\n\n**What to do**\n\n- **Heads:** read it."
    make_update(summary="It has come out.", body=body, publish_at=timezone.now())
    (told,) = Document.of(client.get("/updates/")).select("main article")
    assert "Something happened." in told.text
    assert "It has come out." not in told.text


def test_when_a_fact_is_checked_again_stands_at_the_end_of_an_update(portal, client):
    make_update(
        title="Of a fact", body="It began{fact:duty-to-share-start}. Share.", publish_at=timezone.now()
    )
    told = Document.of(client.get("/updates/")).select("main article")[0]
    assert "It began. Share." in told.text
    assert "We check it again by" in told.select("p")[-1].text


def test_updates_stand_under_the_month_in_which_they_were_published(db, client, freeze):
    freeze(datetime(2027, 3, 20, tzinfo=UTC))
    make_update(title="Of March", publish_at=datetime(2027, 3, 2, tzinfo=UTC))
    # In London it is April already.
    make_update(title="Of April last year", publish_at=datetime(2026, 3, 31, 23, 30, tzinfo=UTC))
    months = Document.of(client.get("/updates/")).select("main section:has(article)")
    told = {month.select("h2")[0].text: [title.text for title in month.select("h3")] for month in months}
    assert told == {"March 2027": ["Of March"], "April 2026": ["Of April last year"]}


def test_the_link_of_an_update_says_where_it_leads(db, client):
    update = make_update(link="https://www.gov.uk/guidance/x")
    links = Document.of(client.get(update.get_absolute_url())).select("main a[href^='https://www.gov.uk']")
    assert [link.text for link in links] == ["Read more on gov.uk"]


def test_many_changes_of_many_kinds_cost_no_more_queries(portal, client, adviser, at_most_queries):
    for make in MAKERS:
        note(make(), adviser)
    for _ in range(3):
        make_update(body="Ring {childline}.", publish_at=timezone.now())
    client.get("/updates/feed/")  # The first text that names a helpline reads all that texts may name.
    # Of /updates/ three are for what can be followed alone and for the first term of all.
    for path, most in (("/updates/", 9), ("/updates/feed/", 4), ("/updates/feed/contact/", 4), ("/", 9)):
        with at_most_queries(most):
            assert client.get(path).status_code == 200


def test_the_feed_of_a_risk_area_carries_the_changes_of_what_is_filed_there(portal, client, adviser):
    area = RiskArea.objects.get(slug="commerce")
    inside, outside = make_page(title="Filed there"), make_page(title="Filed elsewhere")
    inside.risk_areas.add(area)
    for page in (inside, outside, make_service(title="Filed nowhere")):
        note(page, adviser)
    note(area, adviser, "The area itself.")
    note(RiskArea.objects.get(slug="contact"), adviser, "Another area.")
    feed = client.get("/updates/feed/commerce/").content.decode()
    assert "Filed there" in feed
    assert "The area itself." in feed
    assert not [words for words in ("Filed elsewhere", "Filed nowhere", "Another area.") if words in feed]


def test_a_page_that_never_changed_says_nothing_of_changes(db, client, adviser):
    page = make_page()
    before = client.get(page.get_absolute_url()).content.decode()
    assert "What changed" not in before
    note(page, adviser)
    after = client.get(page.get_absolute_url()).content.decode()
    assert '<h2 id="history">What changed</h2>' in after
    assert "first published here" in after


def test_an_update_names_helplines_and_documents_as_other_texts_do(portal, client):
    update = make_update(body="Ring {childline}. Read [the guidance](resource:kcsie).")
    for path in (update.get_absolute_url(), "/updates/feed/"):
        page = client.get(path).content.decode()
        assert "0800 1111" in page
        assert "{childline}" not in page
        assert "resource:kcsie" not in page
