"""Publish, withdraw, mark as checked: what each does, and what readers then see."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from guidance.models import GuidancePage, Revision
from lesas_portal.core.models import AuditEntry
from tests.factories import WITHDRAWN, make_page, make_resource


def take_step(client, obj, step, **answers):
    name = f"admin:guidance_{obj._meta.model_name}_{step}"
    return client.post(reverse(name, args=[obj.pk]), answers)


def make_draft(**fields):
    return make_page(status="draft", publish_at=None, **fields)


def test_publishing_puts_a_draft_before_the_public(client, adviser_client, adviser):
    draft = make_draft()
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert take_step(adviser_client, draft, "publish").status_code == 302
    assert client.get(draft.get_absolute_url()).status_code == 200
    revision = Revision.objects.of(draft).get()
    assert (revision.by, revision.notable) == (adviser, False)
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.object_key) == (adviser.username, "publish", draft.slug)


def test_scheduling_waits_for_the_day(client, adviser_client):
    draft = make_draft()
    start = timezone.localtime() + timedelta(days=3)
    take_step(adviser_client, draft, "schedule", at=f"{start:%Y-%m-%dT%H:%M}")
    draft.refresh_from_db()
    assert not draft.is_published()
    assert draft.is_published(at=start + timedelta(minutes=1))
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_what_is_scheduled_can_be_published_at_once(client, adviser_client):
    page = make_page(publish_at=timezone.now() + timedelta(days=3))
    take_step(adviser_client, page, "publish")
    assert client.get(page.get_absolute_url()).status_code == 200


def test_an_incomplete_page_is_not_published(adviser_client):
    draft = make_draft(body="")
    page = take_step(adviser_client, draft, "publish")
    assert page.status_code == 200
    assert page.context["form"].errors
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_withdrawing_says_why_and_what_replaced_it(client, adviser_client):
    page, successor = make_page(), make_page(title="The new page")
    reason = "Two pages said the same."
    take_step(adviser_client, page, "withdraw", reason=reason, successor=successor.pk)
    answer = client.get(page.get_absolute_url())
    assert answer.status_code == 410
    assert reason in answer.content.decode()
    assert successor.get_absolute_url() in answer.content.decode()


def test_the_question_says_what_will_happen(adviser_client):
    page = make_page()
    asked = adviser_client.get(reverse("admin:guidance_guidancepage_withdraw", args=[page.pk]))
    words = asked.content.decode()
    assert "The page leaves the site." in words
    assert 'value="Withdraw"' in words


def test_withdrawing_needs_a_reason(client, adviser_client):
    page = make_page()
    assert take_step(adviser_client, page, "withdraw", reason="  ").status_code == 200
    assert client.get(page.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("fields", [{"status": "draft", "publish_at": None}, WITHDRAWN])
def test_only_a_public_page_replaces_another(adviser_client, fields):
    page, successor = make_page(), make_page(**fields)
    answer = take_step(adviser_client, page, "withdraw", reason="Gone.", successor=successor.pk)
    assert "successor" in answer.context["form"].errors
    page.refresh_from_db()
    assert page.is_published()


def test_a_page_does_not_replace_itself(adviser_client):
    page = make_page()
    answer = take_step(adviser_client, page, "withdraw", reason="Gone.", successor=page.pk)
    assert "successor" in answer.context["form"].errors


def test_a_withdrawn_page_can_come_back(client, adviser_client):
    page = make_page(**WITHDRAWN)
    first_day = page.publish_at
    take_step(adviser_client, page, "publish", note="We put this page back.")
    page.refresh_from_db()
    assert (page.publish_at, page.withdrawn_reason) == (first_day, "")
    assert "We put this page back." in client.get(page.get_absolute_url()).content.decode()


def test_a_check_carries_a_day_and_a_name(client, adviser_client, adviser):
    entry = make_resource()
    today = timezone.localdate()
    take_step(adviser_client, entry, "check", on=today, next_check_on=today + timedelta(days=95))
    entry.refresh_from_db()
    assert (entry.checked_on, entry.checked_by) == (today, adviser)
    assert entry.next_check_on == today + timedelta(days=95)
    assert "not yet checked" not in client.get(entry.get_absolute_url()).content.decode()


def test_a_check_is_never_in_the_future_or_due_before_it_is_made(adviser_client):
    entry = make_resource()
    today = timezone.localdate()
    wrong = [{"on": today + timedelta(days=1), "next_check_on": today + timedelta(days=9)}]
    wrong += [{"on": today, "next_check_on": today}, {"on": "", "next_check_on": ""}]
    wrong += [{"on": today, "next_check_on": today + timedelta(days=days)} for days in (80, 1_200)]
    wrong += [{"on": "1990-01-01", "next_check_on": "1991-01-01"}]
    for answers in wrong:
        assert take_step(adviser_client, entry, "check", **answers).status_code == 200
    entry.refresh_from_db()
    assert entry.checked_on is None


def test_the_next_check_is_proposed_by_the_promised_interval(adviser_client, settings):
    entry = make_resource()
    page = adviser_client.get(reverse("admin:guidance_resource_check", args=[entry.pk]))
    proposed = page.context["form"]["next_check_on"].value()
    today = timezone.localdate()
    months = (proposed.year - today.year) * 12 + proposed.month - today.month
    assert months == settings.REVIEW_INTERVAL_MONTHS


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        ({"status": "draft", "publish_at": None}, ["Publish now", "Schedule"]),
        ({}, ["Mark as checked", "Set an end date", "Withdraw"]),
        (WITHDRAWN, ["Publish now", "Schedule"]),
    ],
)
def test_only_the_buttons_that_apply_are_there(adviser_client, state, verbs):
    page = make_page(**state)
    answer = adviser_client.get(reverse("admin:guidance_guidancepage_change", args=[page.pk]))
    assert [verb for verb, _ in answer.context["buttons"]] == verbs


def test_a_page_that_asks_what_does_not_apply_leads_back_and_says_why(adviser_client):
    for obj, step, state in [(make_page(), "publish", "public"), (make_draft(), "withdraw", "a draft")]:
        asked = adviser_client.get(reverse(f"admin:guidance_guidancepage_{step}", args=[obj.pk]))
        assert asked.status_code == 302
        assert f"nothing was done. It is {state} now" in adviser_client.get(asked.url).content.decode()
    missing = adviser_client.get(reverse("admin:guidance_guidancepage_publish", args=[9999]))
    assert missing.status_code == 404


@pytest.mark.parametrize(
    ("step", "answers", "state"),
    [("publish", {}, "published"), ("withdraw", {"reason": "It is old."}, "withdrawn")],
)
def test_a_second_click_says_what_the_first_one_did(adviser_client, adviser, step, answers, state):
    page = make_draft() if step == "publish" else make_page()
    take_step(adviser_client, page, step, **answers)
    again = take_step(adviser_client, page, step, **answers)
    assert again.status_code == 302
    said = f"nothing was done. It was already {state} by {adviser.username} at "
    assert said in adviser_client.get(again.url).content.decode()
    assert Revision.objects.of(page).count() == 1
    assert AuditEntry.objects.count() == 1


def test_a_draft_that_somebody_tries_to_withdraw_stays_a_draft(adviser_client):
    draft = make_draft()
    refused = take_step(adviser_client, draft, "withdraw", reason="Gone.")
    assert "nothing was done. It is a draft now" in adviser_client.get(refused.url).content.decode()
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_saving_a_draft_can_lead_straight_to_publishing(adviser_client):
    data = {"title": "A new page", "slug": "a-new-page", "group": "start", "order": "1"}
    data |= {"body": "## First", "_publish": "1"}
    answer = adviser_client.post(reverse("admin:guidance_guidancepage_add"), data)
    page = GuidancePage.objects.get()
    assert answer.url == reverse("admin:guidance_guidancepage_publish", args=[page.pk])
