"""The contacts that hold up the Front Door page: no slip of the hand takes one of them off it."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from guidance.models import Helpline
from guidance.models.load_bearing import LOAD_BEARING
from guidance.services import editing, publishing, scheduling, shipped_writing
from tests.factories import make_helpline
from tests.guidance.test_admin_forms import form_data

pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def office() -> Helpline:
    """The Front Door in office hours."""
    return Helpline.objects.get(slug="front-door")


def action(helpline, name):
    return reverse(f"admin:guidance_helpline_{name}", args=[helpline.pk])


@pytest.mark.parametrize("slug", sorted(LOAD_BEARING))
def test_withdrawing_it_is_not_offered(adviser_client, slug):
    helpline = Helpline.objects.get(slug=slug)
    assert action(helpline, "withdraw") not in adviser_client.get(action(helpline, "change")).content.decode()
    asked = adviser_client.get(action(helpline, "withdraw"), follow=True)
    assert "Other pages need it, so it cannot be withdrawn." in asked.content.decode()
    assert adviser_client.post(action(helpline, "withdraw"), {"reason": "Old."}).status_code == 302
    assert Helpline.objects.get(slug=slug).is_published()


def test_another_helpline_can_be_withdrawn(adviser_client):
    helpline = make_helpline()
    assert action(helpline, "withdraw") in adviser_client.get(action(helpline, "change")).content.decode()


@pytest.mark.parametrize("slug", sorted(LOAD_BEARING))
def test_the_service_refuses_to_withdraw_it(adviser, slug):
    with pytest.raises(ValidationError, match="Front Door page"):
        publishing.withdraw(obj=Helpline.objects.get(slug=slug), by=adviser, reason="It is old.")
    assert Helpline.objects.get(slug=slug).is_published()


@pytest.mark.parametrize("slug", sorted(LOAD_BEARING))
def test_it_is_neither_scheduled_nor_given_a_last_day(adviser, slug):
    helpline, day = Helpline.objects.get(slug=slug), timezone.now() + timedelta(days=3)
    for act in (partial(scheduling.schedule, at=day), partial(scheduling.set_end, until=day)):
        with pytest.raises(ValidationError, match="Front Door page"):
            act(obj=helpline, by=adviser)
        helpline.refresh_from_db()
        assert helpline.is_published()
        assert helpline.withdraw_at is None


def change(client, helpline, **answers):
    """Save the form of ``helpline`` with these answers changed; None is a box without a tick."""
    data = form_data(client.get(action(helpline, "change"))) | answers
    sent = {name: value for name, value in data.items() if value is not None}
    return client.post(action(helpline, "change"), sent)


def test_its_form_shows_number_and_hours_and_changes_none(client, adviser_client, office):
    answers = {
        "phone": "03000 77 77 77",
        "phone_confirmed": None,
        "always_open": "on",
        "hours_text": "Never.",
    }
    assert change(adviser_client, office, **answers, about="Urgent worries.").status_code == 302
    now = Helpline.objects.get(pk=office.pk)
    assert (now.phone, now.phone_confirmed, now.always_open) == (office.phone, True, False)
    assert (now.hours_text, now.about) == (office.hours_text, "Urgent worries.")


def test_nobody_changes_999(adviser_client):
    row = Helpline.objects.get(slug="emergency-999")
    page = adviser_client.get(action(row, "change")).content.decode()
    assert 'name="title"' not in page
    assert action(row, "contact") not in page
    assert (
        adviser_client.post(action(row, "change"), {"title": "Danger", "slug": row.slug}).status_code == 403
    )
    assert adviser_client.get(action(row, "contact")).status_code == 403
    assert Helpline.objects.get(pk=row.pk).title == row.title


@pytest.mark.parametrize("slug", sorted(LOAD_BEARING))
def test_no_other_service_changes_its_details(adviser, slug):
    row = Helpline.objects.get(slug=slug)
    row.phone = "03000 77 77 77"
    with pytest.raises(ValidationError, match="page of their own|nobody changes it"):
        editing.save_changes(obj=row, by=adviser)
    assert Helpline.objects.get(slug=slug).phone != "03000 77 77 77"


@pytest.mark.parametrize("values", [{"phone": "03000 77 77 77"}, {"periods": []}, {"hours_text": "Never."}])
def test_a_correction_that_came_with_the_portal_is_made_on_that_page_too(adviser, office, values):
    with pytest.raises(ValidationError, match="page of their own"):
        shipped_writing.write(obj=office, values=values, by=adviser)


def test_no_service_changes_the_words_of_999(adviser):
    row = Helpline.objects.get(slug="emergency-999")
    row.about = "Other words."
    with pytest.raises(ValidationError, match="nobody changes it here"):
        editing.save_changes(obj=row, by=adviser)


@pytest.mark.parametrize("slug", sorted(LOAD_BEARING))
def test_it_is_not_deleted_even_as_a_draft(adviser_client, slug):
    row = Helpline.objects.get(slug=slug)
    Helpline.objects.filter(pk=row.pk).update(status="draft", publish_at=None)
    assert adviser_client.post(action(row, "delete"), {"post": "yes"}).status_code == 403
    assert Helpline.objects.filter(pk=row.pk).exists()


def test_one_that_never_had_a_confirmed_number_can_still_be_saved(adviser_client):
    lado = Helpline.objects.get(slug="lado")
    assert change(adviser_client, lado, about="Allegations about adults.").status_code == 302


def test_one_that_is_gone_all_the_same_can_be_published_again(adviser_client, office):
    Helpline.objects.filter(pk=office.pk).update(status="withdrawn", withdrawn_reason="By hand.")
    answer = change(adviser_client, office, about="Urgent worries.")
    assert answer.status_code == 200
    assert "Front Door page" in str(answer.context["adminform"].form.non_field_errors())
    assert adviser_client.post(action(office, "publish"), {}).status_code == 302
    office.refresh_from_db()
    assert office.is_published()


def test_what_is_only_shown_asks_for_no_tick_and_ticks_nothing_that_is_not_there(adviser_client, office):
    for helpline in (office, Helpline.objects.get(slug="emergency-999")):
        form = adviser_client.get(action(helpline, "change")).content.decode()
        assert "Tick to show" not in form
        assert "Tick when you have checked" not in form
        assert "Text confirmed" not in form
        assert "icon-yes" not in form
        assert "Phone confirmed" in form


def test_a_contact_that_can_be_changed_keeps_its_help(adviser_client):
    assert "Tick to show the number" in adviser_client.get(action(make_helpline(), "change")).content.decode()
