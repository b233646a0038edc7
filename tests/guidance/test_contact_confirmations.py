"""A changed contact is no longer confirmed until somebody says who told us, and when."""

import pytest
from django.urls import reverse

from guidance.models import Confirmation
from guidance.models.load_bearing import CONFIRMED
from lesas_portal.core.today import lines
from tests.factories import make_editor, make_helpline
from tests.guidance.test_contact_numbers import errors, page, save

CHANGES = {
    "phone": ("phone_confirmed", {"phone": "0808 800 5001"}, "0808 800 5001"),
    "text": ("text_confirmed", {"text_number": "85259"}, "85259"),
    "email": ("email_confirmed", {"email": "new@example.org"}, "new@example.org"),
    "hours": ("hours_confirmed", {"always_open": "on"}, "Phone: day and night, every day."),
}


@pytest.fixture
def row(db):
    """A public helpline of which everything was confirmed."""
    details = {"phone": "0808 800 5000", "text_number": "85258", "email": "old@example.org"}
    return make_helpline(**details, **dict.fromkeys(CONFIRMED, True))


@pytest.mark.parametrize("detail", CHANGES)
def test_what_was_changed_loses_its_tick_and_nothing_is_saved_yet(adviser_client, row, detail):
    tick, answers, _ = CHANGES[detail]
    answer = save(adviser_client, row, **answers)
    assert answer.status_code == 200
    assert "so the tick is taken off. Say who told you, and when" in errors(answer, tick)
    form = answer.context["adminform"].form
    assert not form[tick].value()
    assert all(form[name].value() for name in CONFIRMED if name != tick)
    row.refresh_from_db()
    assert getattr(row, tick)
    assert row.phone == "0808 800 5000"


@pytest.mark.parametrize("detail", CHANGES)
def test_without_the_tick_it_is_saved_and_readers_do_not_see_it(client, adviser_client, row, detail):
    tick, answers, _ = CHANGES[detail]
    assert save(adviser_client, row, **answers, **{tick: None}).status_code == 302
    row.refresh_from_db()
    assert [name for name in CONFIRMED if not getattr(row, name)] == [tick]
    public = client.get("/helplines/").content.decode()
    for value in answers.values():
        assert value == "on" or value not in public


@pytest.mark.parametrize("detail", CHANGES)
def test_with_who_told_us_and_when_it_is_public_and_kept(adviser_client, adviser, row, detail):
    tick, answers, value = CHANGES[detail]
    told = {f"{detail}_told_by": "Their  duty manager", f"{detail}_told_on": "2026-11-02"}
    assert save(adviser_client, row, **answers, **told).status_code == 302
    row.refresh_from_db()
    assert getattr(row, tick)
    kept = Confirmation.objects.get(helpline=row)
    assert (kept.detail, kept.value, kept.told_by) == (detail, value, "Their duty manager")
    assert (str(kept.told_on), kept.by) == ("2026-11-02", adviser)
    assert "Their duty manager" in adviser_client.get(page(row)).content.decode()


def test_a_new_tick_asks_the_same(adviser_client):
    row = make_helpline(phone="0808 800 5000")
    answer = save(adviser_client, row, phone_confirmed="on")
    assert "Say who told you that number is right" in errors(answer, "phone_confirmed")
    told = {"phone_told_by": "Their office", "phone_told_on": "2999-01-01"}
    answer = save(adviser_client, row, phone_confirmed="on", **told)
    assert "still to come" in errors(answer, "phone_told_on")
    told["phone_told_on"] = "2026-11-02"
    answer = save(adviser_client, row, **told)
    assert "tick this too" in errors(answer, "phone_confirmed")
    assert save(adviser_client, row, phone_confirmed="on", **told).status_code == 302


def test_other_blanks_in_a_number_are_no_other_number(adviser_client, row):
    assert save(adviser_client, row, phone="08088 005 000").status_code == 302
    row.refresh_from_db()
    assert (row.phone, row.phone_confirmed) == ("08088 005 000", True)
    assert not Confirmation.objects.exists()


def test_a_number_that_is_taken_away_is_not_confirmed(adviser_client, row):
    assert save(adviser_client, row, phone="").status_code == 302
    row.refresh_from_db()
    assert (row.phone, row.phone_confirmed) == ("", False)


def test_a_form_saved_as_it_is_changes_nothing(adviser_client, row):
    before = {name: value for name, value in vars(row).items() if name != "_state"}
    assert save(adviser_client, row).status_code == 302
    row.refresh_from_db()
    assert {name: value for name, value in vars(row).items() if name in before} == before


def test_the_first_page_counts_what_nobody_has_confirmed(adviser_client, adviser, row):
    words = "that nobody has confirmed"
    assert not [line for line in lines(adviser) if words in line.text]
    make_helpline(phone="0808 800 5002")
    make_helpline(email="b@example.org", status="draft", publish_at=None)
    line = next(line for line in lines(adviser) if words in line.text)
    assert line.text == "1 contact has a number, an address or hours that nobody has confirmed"
    assert adviser_client.get(line.url).context["cl"].result_count == 1
    assert not [line for line in lines(make_editor()) if words in line.text]


def test_an_editor_sees_numbers_of_public_helplines_without_boxes(editor_client, row):
    answer = editor_client.get(reverse("admin:guidance_helpline_change", args=[row.pk]))
    assert "0808 800 5000" in answer.content.decode()
    assert 'name="phone"' not in answer.content.decode()
