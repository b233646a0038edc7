"""Two people at the same page: what one of them saves, the other does not undo."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from guidance.models import GuidancePage, Revision
from guidance.services import checking, publishing
from tests.factories import make_page

DRAFT = {"status": "draft", "publish_at": None}


def check(page, by):
    checking.mark_checked(obj=page, by=by)
    assert page.checked_on == timezone.localdate()


def publish(page, by):
    publishing.publish(obj=page, by=by)
    assert page.is_published()


def withdraw(page, by):
    publishing.withdraw(obj=page, by=by, reason="It is old.")
    assert page.status == "withdrawn"


def tell(page, by):
    publishing.note_change(obj=page, by=by, note="It is shorter.")


ACTS = [(check, {}), (publish, DRAFT), (publish, {}), (withdraw, {}), (tell, {})]


@pytest.mark.parametrize(("act", "state"), ACTS)
def test_new_words_stay_when_somebody_who_read_the_old_ones_acts(adviser, act, state):
    page = make_page(**state)
    seen = GuidancePage.objects.get(pk=page.pk)
    page.body = "## Second\n\nNewer words."
    page.save()
    act(seen, adviser)
    page.refresh_from_db()
    assert page.body == "## Second\n\nNewer words."
    assert (page.status, page.checked_on) == (seen.status, seen.checked_on)


@pytest.mark.parametrize("act", [publish, withdraw])
def test_who_decides_about_a_state_that_is_gone_is_told(adviser, act):
    page = make_page(withdraw_at=timezone.now() + timedelta(days=3))
    seen = GuidancePage.objects.get(pk=page.pk)
    publishing.withdraw(obj=page, by=adviser, reason="It was wrong.")
    told = rf"already withdrawn by {adviser.username} at .*Nothing was done"
    with pytest.raises(ValidationError, match=told):
        act(seen, adviser)
    page.refresh_from_db()
    assert page.withdrawn_reason == "It was wrong."
    assert Revision.objects.of(page).count() == 1


def test_a_page_withdrawn_meanwhile_is_not_marked_as_checked(adviser):
    page = make_page()
    seen = GuidancePage.objects.get(pk=page.pk)
    withdraw(page, adviser)
    with pytest.raises(ValidationError, match="not public now"):
        check(seen, adviser)


@pytest.mark.parametrize(("act", "state"), ACTS)
def test_who_acts_on_a_draft_deleted_meanwhile_is_told(adviser, act, state):
    page = make_page(**state)
    GuidancePage.objects.filter(pk=page.pk).delete()
    with pytest.raises(ValidationError):
        act(page, adviser)
