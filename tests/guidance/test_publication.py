"""What the public may see: published, not yet, no longer; and what the database refuses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from guidance.models import GuidancePage, Helpline, OpeningPeriod, Phase, Resource, SpecialDay
from tests.factories import (
    LONG_AGO,
    PUBLIC,
    WITHDRAWN,
    make_handout,
    make_helpline,
    make_page,
    make_resource,
    make_risk_area,
    make_role,
    make_service,
    make_update,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MAKERS = [make_risk_area, make_page, make_resource, make_service, make_handout, make_update, make_role]
DRAFT = {"status": "draft", "publish_at": None}


def scheduled():
    return {"status": "published", "publish_at": timezone.now() + timedelta(days=1)}


@pytest.mark.parametrize("make", MAKERS)
def test_a_published_page_can_be_read(client, make):
    obj = make()
    response = client.get(obj.get_absolute_url())
    assert response.status_code == 200
    assert obj.title in response.content.decode()


@pytest.mark.parametrize("make", MAKERS)
def test_a_draft_is_not_there(client, make):
    assert client.get(make(**DRAFT).get_absolute_url()).status_code == 404


@pytest.mark.parametrize("make", MAKERS)
def test_a_page_that_is_scheduled_is_not_there_yet(client, make, freeze):
    obj = make(**scheduled())
    assert client.get(obj.get_absolute_url()).status_code == 404
    freeze(obj.publish_at)
    assert client.get(obj.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("make", MAKERS)
def test_a_withdrawn_page_says_why_and_what_replaces_it(client, make):
    successor = make(title="The new one")
    gone = make(**WITHDRAWN, successor=successor)
    response = client.get(gone.get_absolute_url())
    page = response.content.decode()
    assert response.status_code == 410
    assert "It was replaced." in page
    assert f'<a class="button" href="{successor.get_absolute_url()}">The new one</a>' in page
    assert 'content="noindex"' in page
    assert 'href="/front-door/"' in page


def test_a_successor_that_is_not_public_is_not_shown(client):
    gone = make_page(**WITHDRAWN, successor=make_page(title="Still a draft", **DRAFT))
    response = client.get(gone.get_absolute_url())
    assert response.status_code == 410
    assert "Still a draft" not in response.content.decode()


def test_a_page_that_ran_out_is_gone(client, freeze):
    page = make_page(withdraw_at=NOON)
    freeze(NOON - SECOND)
    assert client.get(page.get_absolute_url()).status_code == 200
    freeze(NOON)
    response = client.get(page.get_absolute_url())
    assert response.status_code == 410
    assert "It was here until Monday 1 June 2026, 1pm." in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "at", "public", "withdrawn"),
    [
        ({"publish_at": NOON}, NOON - SECOND, False, False),
        ({"publish_at": NOON}, NOON, True, False),
        ({"withdraw_at": NOON}, NOON - SECOND, True, False),
        ({"withdraw_at": NOON}, NOON, False, True),
        ({"publish_at": NOON, "withdraw_at": NOON + SECOND}, NOON, True, False),
        (WITHDRAWN, NOON, False, True),
        (WITHDRAWN | {"withdraw_at": NOON + SECOND}, NOON, False, True),
        (DRAFT, NOON, False, False),
        (DRAFT | {"publish_at": LONG_AGO}, NOON, False, False),
    ],
)
def test_public_and_withdrawn_are_exact_to_the_second(fields, at, public, withdrawn):
    page = make_page(**fields)
    assert GuidancePage.objects.published(at).exists() is public
    assert page.is_published(at) is public
    assert GuidancePage.objects.withdrawn(at).exists() is withdrawn


@pytest.mark.parametrize("fields", [DRAFT, WITHDRAWN, {"status": "published", "publish_at": "tomorrow"}])
def test_what_is_not_public_shows_nowhere(client, fields):
    fields = scheduled() if fields["publish_at"] == "tomorrow" else fields
    area = make_risk_area(slug="contact")
    hidden = [make(title="Not for you", **fields) for make in MAKERS]
    helpline = make_helpline(title="Not for you", **fields)
    citing = make_page()
    citing.sources.add(hidden[2])
    citing.risk_areas.add(hidden[0])
    shown = make_resource(helpline=helpline)
    shown.risk_areas.add(hidden[0])
    offered = make_service(resource=hidden[2])
    ringing = make_helpline()
    hidden[2].helpline = ringing
    hidden[2].save()
    for obj in (*hidden[1:3], *hidden[4:6], helpline):
        obj.risk_areas.add(area)
    hidden[1].sources.add(shown)
    for address in (
        *("/", "/risks/", "/risks/contact/", "/guidance/", "/resources/", "/resources.json", "/helplines/"),
        *("/training/", "/parents/", "/updates/", "/updates/feed/", "/updates/feed/contact/", "/sitemap.xml"),
        *(citing.get_absolute_url(), shown.get_absolute_url(), offered.get_absolute_url(), "/front-door/"),
    ):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "Not for you" not in response.content.decode(), address
        assert hidden[1].slug not in response.content.decode(), address
    assert ringing.title in client.get("/helplines/").content.decode()


def test_drafts_are_neither_listed_nor_counted(client):
    area = make_risk_area(slug="contact")
    phase = Phase.objects.create(slug="early-years", name="Early years")
    for fields in (PUBLIC, DRAFT):
        made = make_resource(**fields)
        made.risk_areas.add(area)
        made.phases.add(phase)
    response = client.get("/resources/?risk=contact")
    assert response.context["page"].paginator.count == 1
    counts = {(facet.name, answer.count) for facet in response.context["facets"] for answer in facet.answers}
    assert counts == {("risk", 1), ("phase", 1), ("kind", 1)}


def test_an_address_is_free_until_it_was_published():
    page = make_page(**DRAFT)
    page.slug = "a-better-name"
    page.full_clean()
    page.save()


@pytest.mark.parametrize("fields", [PUBLIC, WITHDRAWN])
def test_an_address_that_was_public_is_kept(fields):
    page = make_page(**fields)
    page.slug = "a-better-name"
    with pytest.raises(ValidationError, match="This address was published"):
        page.full_clean()


def test_two_things_of_one_kind_never_share_an_address():
    make_page(slug="one")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_page(slug="one")


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "published", "publish_at": None},
        {"status": "withdrawn", "publish_at": None, "withdrawn_reason": "Old."},
        {"status": "withdrawn", "withdrawn_reason": ""},
        {"withdraw_at": LONG_AGO},
        {"withdraw_at": LONG_AGO - SECOND},
        {"checked_on": LONG_AGO.date()},
    ],
)
@pytest.mark.parametrize("make", [make_page, make_resource, make_helpline])
def test_the_database_refuses_half_a_story(make, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)


def test_a_number_stands_in_the_list_once():
    make_helpline(phone="03000 41 11 11")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_helpline(phone="03000 41 11 11")
    make_helpline(phone="")
    make_helpline(phone="")
    assert Helpline.objects.count() == 3


def test_a_word_to_text_needs_a_number():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_helpline(text_word="SHOUT")


def test_opening_hours_do_not_end_as_they_begin():
    with pytest.raises(IntegrityError), transaction.atomic():
        OpeningPeriod.objects.create(helpline=make_helpline(), weekday=0, opens="09:00", closes="09:00")


def test_opening_hours_may_end_at_midnight():
    OpeningPeriod.objects.create(helpline=make_helpline(), weekday=0, opens="18:00", closes="00:00")


@pytest.mark.parametrize(
    "hours", [{"opens": "09:00"}, {"closes": "09:00"}, {"opens": "09:00", "closes": "09:00"}]
)
def test_a_special_day_is_closed_or_has_both_times(hours):
    with pytest.raises(IntegrityError), transaction.atomic():
        SpecialDay.objects.create(helpline=make_helpline(), day="2026-12-25", **hours)


def test_a_special_day_is_closed_once():
    helpline = make_helpline()
    SpecialDay.objects.create(helpline=helpline, day="2026-12-25")
    SpecialDay.objects.create(helpline=helpline, day="2026-12-25", way="chat")
    with pytest.raises(IntegrityError), transaction.atomic():
        SpecialDay.objects.create(helpline=helpline, day="2026-12-25")


def test_who_publishes_or_checks_cannot_be_deleted_from_under_it(adviser):
    resource = make_resource(checked_on=LONG_AGO.date(), checked_by=adviser)
    with pytest.raises(IntegrityError):
        adviser.delete()
    with pytest.raises(IntegrityError):
        resource.publisher.delete()
    assert Resource.objects.count() == 1
