"""Publish now, schedule, move, cancel the schedule, set an end date: each does its own thing and says so."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from guidance.models import GuidancePage, Publishable, Revision
from guidance.services import publishing, scheduling
from lesas_portal.core.models import AuditEntry
from tests.document import Document
from tests.factories import LONG_AGO, WITHDRAWN, make_adviser, make_handout, make_page

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 8, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)
DRAFT = {"status": "draft", "publish_at": None}
filling = import_module("guidance.migrations.0013_what_was_public_once")


@pytest.fixture(autouse=True)
def wednesday(freeze):
    freeze(NOW)


def step(obj, name):
    return reverse(f"admin:guidance_{obj._meta.model_name}_{name}", args=[obj.pk])


def take(client, obj, name, **answers) -> str:
    """Take a step with what the form has and these answers; return all words of the page that follows."""
    form = client.get(step(obj, name)).context["form"]
    shown = {field.name: sent(field.value()) for field in form}
    answer = client.post(step(obj, name), shown | answers, follow=True)
    obj.refresh_from_db()
    return Document.of(answer).text


def sent(value) -> str:
    """As a browser sends it; a form gives times as those of London."""
    if isinstance(value, datetime):
        value = f"{timezone.localtime(value) if value.tzinfo else value:%Y-%m-%dT%H:%M}"
    return value or ""


def scheduled(**fields):
    return make_page(**{"publish_at": FRIDAY, **fields})


def status(client, obj) -> int:
    return client.get(obj.get_absolute_url()).status_code


def test_a_schedule_is_told_with_its_day_and_hour_and_waits_for_it(client, adviser_client, freeze):
    page = make_page(**DRAFT)
    assert "Scheduled for Friday 27 November 2026, 8am." in take(
        adviser_client, page, "schedule", at="2026-11-27T08:00", note="It is new."
    )
    assert (page.publish_at, page.first_public_at) == (FRIDAY, FRIDAY)
    assert status(client, page) == 404
    freeze(FRIDAY)
    assert status(client, page) == 200
    assert "It is new." in client.get("/updates/").content.decode()


def test_nothing_is_dated_back(adviser_client):
    for page, name in [(make_page(**DRAFT), "schedule"), (scheduled(), "move")]:
        said = take(adviser_client, page, name, at="2019-01-01T00:00")
        assert "That moment is past. Choose one to come, or publish it now." in said
    assert "That moment is past." in take(adviser_client, make_page(), "end", until="2019-01-01T00:00")
    assert set(GuidancePage.objects.values_list("publish_at", "withdraw_at")) == {
        (None, None),
        (FRIDAY, None),
        (LONG_AGO, None),
    }


def test_an_end_date_for_what_is_scheduled_does_not_publish_it(client, adviser_client):
    page = scheduled()
    said = take(adviser_client, page, "end", until="2026-12-24T12:00")
    assert "It stops being public on Thursday 24 December 2026, midday." in said
    assert (page.publish_at, page.state()) == (FRIDAY, Publishable.State.SCHEDULED)
    assert page.withdraw_at == datetime(2026, 12, 24, 12, tzinfo=UTC)
    assert status(client, page) == 404


def test_an_end_date_for_a_public_page_changes_nothing_else_and_can_be_taken_away(client, adviser_client):
    page = make_page()
    before = GuidancePage.objects.values().get()
    take(adviser_client, page, "end", until="2026-12-24T12:00")
    assert status(client, page) == 200
    after = GuidancePage.objects.values().get()
    assert {name for name in before if before[name] != after[name]} == {"withdraw_at"}
    assert 'value="2026-12-24T12:00"' in adviser_client.get(step(page, "end")).content.decode()
    assert "It has no end date any more." in take(adviser_client, page, "end", until="")
    assert page.withdraw_at is None


def test_an_end_before_the_start_is_refused(adviser_client):
    page = scheduled()
    said = take(adviser_client, page, "end", until="2026-11-26T12:00")
    assert "It would stop being public before it starts" in said
    page = scheduled(withdraw_at=FRIDAY + timedelta(days=1))
    assert "its end date is Saturday 28 November 2026, 8am" in take(
        adviser_client, page, "move", at="2026-11-30T08:00"
    )
    assert page.publish_at == FRIDAY


def test_what_ended_says_until_when_it_was_here(client, adviser_client, freeze):
    page = make_page(withdrawn_reason="An old reason.")
    take(adviser_client, page, "end", until="2026-11-27T08:00")
    freeze(FRIDAY)
    gone = client.get(page.get_absolute_url())
    assert gone.status_code == 410
    assert "It was here until Friday 27 November 2026, 8am." in gone.content.decode()
    assert "An old reason." not in gone.content.decode()


def test_a_move_changes_the_day_and_nothing_else(client, adviser_client, freeze):
    page = make_page(**DRAFT)
    take(adviser_client, page, "schedule", at="2026-11-27T08:00", note="It is new.")
    said = take(adviser_client, page, "move", at="2026-11-30T08:00")
    assert "Moved. It is scheduled for Monday 30 November 2026, 8am now." in said
    assert (page.publish_at, page.first_public_at) == (MONDAY, MONDAY)
    freeze(FRIDAY)
    assert status(client, page) == 404
    freeze(MONDAY)
    assert status(client, page) == 200
    assert Revision.objects.of(page).notable().get().at == MONDAY


def test_a_cancelled_schedule_leaves_a_draft_as_if_nothing_had_been(client, adviser_client, freeze):
    page = make_page(**DRAFT)
    take(adviser_client, page, "schedule", at="2026-11-27T08:00", note="Do not tell.")
    assert "Schedule cancelled. It is a draft again." in take(adviser_client, page, "cancel")
    assert page.state() == Publishable.State.DRAFT
    assert (page.publish_at, page.first_public_at, page.withdraw_at) == (None, None, None)
    freeze(MONDAY)
    assert status(client, page) == 404
    publishing.publish(obj=page, by=make_adviser())
    assert "Do not tell." not in client.get(page.get_absolute_url()).content.decode()


def test_a_cancelled_page_may_be_renamed_and_deleted(adviser_client):
    page = scheduled()
    take(adviser_client, page, "cancel")
    page.slug = "a-better-name"
    page.full_clean()
    page.save()
    adviser_client.post(step(page, "delete"), {"post": "yes"})
    assert not GuidancePage.objects.exists()


def test_what_is_scheduled_cannot_be_withdrawn_so_no_private_reason_is_shown(client, adviser_client, adviser):
    page = scheduled()
    answer = adviser_client.post(step(page, "withdraw"), {"reason": "Internal: not ready"})
    assert answer.status_code == 302
    with pytest.raises(ValidationError, match="Cancel its schedule instead"):
        publishing.withdraw(obj=page, by=adviser, reason="Internal: not ready")
    assert status(client, page) == 404


def test_a_withdrawn_page_that_comes_back_says_when_and_why_it_is_away(client, adviser_client, freeze):
    page = make_page(**WITHDRAWN, successor=make_page(title="Meanwhile"))
    take(adviser_client, page, "schedule", at="2026-11-27T08:00")
    gone = client.get(page.get_absolute_url())
    assert gone.status_code == 410
    for words in ("not available now", "It was replaced.", "Friday 27 November 2026, 8am", "Meanwhile"):
        assert words in gone.content.decode()
    freeze(FRIDAY)
    assert status(client, page) == 200
    assert page.first_public_at == LONG_AGO


def test_a_return_that_has_an_end_says_both(adviser_client):
    page = make_page(**WITHDRAWN, withdraw_at=FRIDAY + timedelta(days=30))
    said = take(adviser_client, page, "schedule", at="2026-11-27T08:00")
    assert "Scheduled for Friday 27 November 2026, 8am, until Sunday 27 December 2026" in said


def test_an_old_address_leads_to_what_replaced_the_replacement(client):
    newest = make_page(title="The newest")
    newer = make_page(**WITHDRAWN, title="The newer", successor=newest)
    old = make_page(**WITHDRAWN, successor=newer)
    assert "The newest" in client.get(old.get_absolute_url()).content.decode()
    newest.status, newest.withdrawn_reason, newest.successor = "withdrawn", "It is gone too.", old
    newest.save()
    gone = client.get(old.get_absolute_url())
    assert gone.status_code == 410
    assert "Use this now" not in gone.content.decode()


def test_cancelling_a_return_leaves_the_page_withdrawn_with_its_reason(client, adviser_client):
    page = make_page(**WITHDRAWN)
    take(adviser_client, page, "schedule", at="2026-11-27T08:00")
    assert "Schedule cancelled. It stays withdrawn." in take(adviser_client, page, "cancel")
    assert (page.status, page.withdrawn_reason, page.publish_at) == (
        "withdrawn",
        "It was replaced.",
        LONG_AGO,
    )
    gone = client.get(page.get_absolute_url()).content.decode()
    assert "comes back" not in gone


def test_what_ended_and_is_to_come_back_can_be_cancelled(client, adviser_client):
    page = make_page(withdraw_at=NOW - timedelta(days=1))
    take(adviser_client, page, "schedule", at="2026-11-27T08:00")
    take(adviser_client, page, "cancel")
    gone = client.get(page.get_absolute_url())
    assert gone.status_code == 410
    assert "It was here until Tuesday 24 November 2026, 10am." in gone.content.decode()


def test_publishing_now_what_is_scheduled_keeps_its_note_and_its_end(client, adviser_client):
    page = make_page(**DRAFT)
    take(adviser_client, page, "schedule", at="2026-11-27T08:00", note="It is new.")
    take(adviser_client, page, "end", until="2026-12-24T12:00")
    said = take(adviser_client, page, "publish")
    assert "Published, until Thursday 24 December 2026, midday." in said
    assert (page.publish_at, page.first_public_at) == (NOW, NOW)
    assert Revision.objects.of(page).notable().get().note == "It is new."
    assert status(client, page) == 200


@pytest.mark.parametrize("act", ["schedule", "move", "cancel", "end", "publish", "withdraw"])
def test_an_editor_decides_none_of_it(editor_client, act):
    page = scheduled() if act in {"move", "cancel"} else make_page(**DRAFT)
    before = GuidancePage.objects.values().get()
    assert editor_client.get(step(page, act)).status_code == 403
    answers = {"at": "2026-12-01T08:00", "until": "2026-12-01T08:00", "reason": "x"}
    assert editor_client.post(step(page, act), answers).status_code == 403
    assert GuidancePage.objects.values().get() == before


@pytest.mark.parametrize(
    ("act", "fields"),
    [("schedule", {}), ("schedule", {"publish_at": FRIDAY}), ("move", {}), ("cancel", {}), ("end", DRAFT)],
)
def test_a_service_refuses_what_makes_no_sense(adviser, act, fields):
    page = make_page(**fields)
    acts = {
        "schedule": lambda: scheduling.schedule(obj=page, by=adviser, at=MONDAY),
        "move": lambda: scheduling.move(obj=page, by=adviser, at=MONDAY),
        "cancel": lambda: scheduling.cancel(obj=page, by=adviser),
        "end": lambda: scheduling.set_end(obj=page, by=adviser, until=MONDAY),
    }
    with pytest.raises(ValidationError):
        acts[act]()
    assert not AuditEntry.objects.exists()


# Two who decide at once: what the second one, whose page was opened before, then reads.


def second(client, obj, name, meanwhile, **answers) -> str:
    form = client.get(step(obj, name)).context["form"]
    shown = {field.name: sent(field.value()) for field in form}
    meanwhile()
    answer = client.post(step(obj, name), shown | answers, follow=True)
    obj.refresh_from_db()
    return Document.of(answer).text


@pytest.fixture
def sam(db):
    return make_adviser(first_name="Sam", last_name="Hill")


def test_who_withdraws_second_reads_who_was_first_and_readers_get_one_reason(adviser_client, sam):
    page = make_page()
    first = GuidancePage.objects.get()
    said = second(
        adviser_client,
        page,
        "withdraw",
        lambda: publishing.withdraw(obj=first, by=sam, reason="It is wrong."),
        reason="It is old.",
    )
    assert "nothing was done. It was already withdrawn by Sam Hill at 10am." in said
    assert page.withdrawn_reason == "It is wrong."
    assert Revision.objects.of(page).count() == 1


def test_who_moves_second_reads_the_day_that_was_set_and_may_then_go_on(adviser_client, sam):
    page = scheduled()
    first = GuidancePage.objects.get()
    tuesday = {"at": "2026-12-01T08:00"}
    said = second(
        adviser_client, page, "move", lambda: scheduling.move(obj=first, by=sam, at=MONDAY), **tuesday
    )
    assert "It was already moved by Sam Hill at 10am, to Monday 30 November 2026, 8am." in said
    assert page.publish_at == MONDAY
    take(adviser_client, page, "move", **tuesday)
    assert page.publish_at == MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("name", "answers"),
    [("move", {"at": "2026-12-01T08:00"}), ("end", {"until": "2026-12-24T12:00"}), ("publish", {})],
)
def test_who_decides_about_a_schedule_that_was_cancelled_is_told(adviser_client, sam, name, answers):
    page = scheduled()
    first = GuidancePage.objects.get()
    said = second(adviser_client, page, name, lambda: scheduling.cancel(obj=first, by=sam), **answers)
    assert "Its schedule was already cancelled by Sam Hill at 10am." in said
    assert page.state() == Publishable.State.DRAFT


def test_a_link_that_is_too_old_says_what_happened_and_leads_back(adviser_client, sam, freeze):
    page = make_handout()
    publishing.withdraw(obj=page, by=sam, reason="It is old.")
    freeze(NOW + timedelta(days=2))
    answer = adviser_client.get(step(page, "withdraw"), follow=True)
    said = "already withdrawn by Sam Hill at 10am on Wednesday 25 November 2026."
    assert said in Document.of(answer).text


# What was there before there was a day of its own


def test_the_migration_turns_what_was_withdrawn_before_its_day_into_a_draft(client, freeze):
    there = make_page(**WITHDRAWN)
    never = make_page(**{**WITHDRAWN, "publish_at": FRIDAY, "withdrawn_reason": "Internal: not ready"})
    told = {"note": "Withdrawn. Internal: not ready", "at": NOW, "notable": True}
    Revision.objects.create(content_object=never, **told)
    Revision.objects.create(content_object=there, **told)
    soon, gone = scheduled(), make_page(publish_at=LONG_AGO, first_public_at=NOW)
    freeze(MONDAY)
    filling.fill_in(apps, SimpleNamespace(connection=connection))
    rows = GuidancePage.objects.in_bulk()
    first_days = [rows[page.pk].first_public_at for page in (there, never, soon, gone)]
    assert first_days == [LONG_AGO, None, FRIDAY, LONG_AGO]
    assert (rows[never.pk].status, rows[never.pk].withdrawn_reason) == ("draft", "")
    assert (status(client, there), status(client, never)) == (410, 404)
    assert list(Revision.objects.notable()) == list(Revision.objects.of(there))
