"""Publishing, withdrawing and checking: the only ways in which the public state of a thing changes."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from guidance.models import Revision
from guidance.services import checking, publishing, scheduling, snapshot_file
from tests.factories import LONG_AGO, WITHDRAWN, make_helpline, make_page

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "publish_at": None}


def history(obj):
    return [(revision.note, revision.notable) for revision in Revision.objects.of(obj)]


def test_publishing_makes_a_page_public_now(adviser, client):
    page = make_page(**DRAFT)
    publishing.publish(obj=page, by=adviser)
    assert page.is_published()
    assert client.get(page.get_absolute_url()).status_code == 200
    assert history(page) == [("Published.", False)]
    assert Revision.objects.get().by == adviser


def test_a_note_tells_readers_what_changed(adviser, client):
    page = make_page()
    publishing.publish(obj=page, by=adviser, note="The new guidance is in.")
    assert history(page) == [("The new guidance is in.", True)]
    assert "The new guidance is in." in client.get(page.get_absolute_url()).content.decode()


def test_a_minor_change_is_not_in_the_history_that_readers_see(adviser, client):
    page = make_page()
    publishing.publish(obj=page, by=adviser)
    assert "Published." not in client.get(page.get_absolute_url()).content.decode()


def test_publishing_later_schedules(adviser, client):
    page = make_page(**DRAFT)
    tomorrow = timezone.now() + timedelta(days=1)
    scheduling.schedule(obj=page, by=adviser, at=tomorrow)
    assert page.publish_at == tomorrow
    assert client.get(page.get_absolute_url()).status_code == 404


def test_the_first_day_of_publication_stays(adviser):
    page = make_page()
    publishing.publish(obj=page, by=adviser, note="Changed.")
    assert page.publish_at == LONG_AGO


def test_publishing_again_takes_the_withdrawal_back(adviser):
    page = make_page(**WITHDRAWN, successor=make_page())
    publishing.publish(obj=page, by=adviser)
    page.refresh_from_db()
    assert page.is_published()
    assert (page.withdrawn_reason, page.successor, page.withdraw_at) == ("", None, None)


def test_an_incomplete_page_is_not_published(adviser):
    page = make_page(**DRAFT, title="")
    with pytest.raises(ValidationError, match="title"):
        publishing.publish(obj=page, by=adviser)
    page.refresh_from_db()
    assert page.status == "draft"
    assert history(page) == []


def test_withdrawing_needs_a_reason(adviser, client):
    page, successor = make_page(), make_page()
    with pytest.raises(ValidationError, match="Say in one sentence why"):
        publishing.withdraw(obj=page, by=adviser, reason=" ")
    publishing.withdraw(obj=page, by=adviser, reason=" It was replaced. ", successor=successor)
    assert client.get(page.get_absolute_url()).status_code == 410
    assert history(page) == [("Withdrawn. It was replaced.", True)]
    assert (page.withdrawn_reason, page.successor) == ("It was replaced.", successor)


def test_a_draft_cannot_be_withdrawn(adviser):
    with pytest.raises(ValidationError, match="never public"):
        publishing.withdraw(obj=make_page(**DRAFT), by=adviser, reason="Old.")


def test_a_successor_must_be_public(adviser):
    page = make_page()
    with pytest.raises(ValidationError, match="published first"):
        publishing.withdraw(obj=page, by=adviser, reason="Old.", successor=make_page(**DRAFT))
    page.refresh_from_db()
    assert page.is_published()


def test_a_page_does_not_replace_itself(adviser):
    page = make_page()
    with pytest.raises(ValidationError, match="itself"):
        publishing.withdraw(obj=page, by=adviser, reason="Old.", successor=page)


def test_a_check_records_who_and_when(adviser, client):
    page = make_page()
    checking.mark_checked(obj=page, by=adviser, on=date(2026, 9, 3), next_check_on=date(2027, 9, 3))
    shown = client.get(page.get_absolute_url()).content.decode()
    assert "3 September 2026" in shown
    assert "3 September 2027" in shown
    assert page.checked_by == adviser
    assert history(page) == [("Checked.", False)]


def test_a_check_is_today_in_london(adviser, freeze):
    page = make_page()
    freeze(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    checking.mark_checked(obj=page, by=adviser)
    assert page.checked_on == date(2026, 7, 1)


def test_an_empty_note_is_refused(adviser):
    with pytest.raises(ValidationError, match="Say what changed"):
        publishing.note_change(obj=make_page(), by=adviser, note=" ")


def test_a_change_to_a_helpline_reaches_the_last_known_copy(adviser, django_capture_on_commit_callbacks):
    helpline = make_helpline(slug="front-door", phone="03000 41 11 11", phone_confirmed=True)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(obj=helpline, by=adviser)
    (kept,) = json.loads(snapshot_file.read("front-door.json").text)
    assert (kept["slug"], kept["phone"]) == ("front-door", "03000 41 11 11")


def test_what_is_due_for_a_check_is_found(adviser):
    never, due, later = make_page(), make_page(), make_page()
    make_page(**DRAFT)
    today = date(2026, 11, 20)
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    checking.mark_checked(obj=due, by=adviser, on=LONG_AGO.date(), next_check_on=today)
    checking.mark_checked(obj=later, by=adviser, on=today, next_check_on=date(2027, 11, 20))
    assert set(type(never).objects.check_due(at)) == {never, due}
