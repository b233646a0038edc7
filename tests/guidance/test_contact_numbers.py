"""Numbers and addresses of helplines: judged and grouped as they are saved, and once each in the list."""

import tomllib

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from guidance import phone_numbers
from guidance.models import Helpline
from tests.factories import make_helpline
from tests.guidance.test_admin_forms import form_data

TOLD = {"phone_told_by": "Their office", "phone_told_on": "2026-11-02"}


def page(row):
    return reverse("admin:guidance_helpline_change", args=[row.pk])


def save(client, row, **answers):
    """Save the form of ``row`` with these answers changed; None is a box without a tick."""
    data = form_data(client.get(page(row))) | answers
    return client.post(page(row), {name: value for name, value in data.items() if value is not None})


def errors(answer, name):
    return " ".join(answer.context["adminform"].form.errors.get(name, []))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+44 (0)3000 411111", "03000 41 11 11"),
        ("0044 20 7946 0000", "020 7946 0000"),
        ("02079460000", "020 7946 0000"),
        ("0808-800-5000", "0808 800 5000"),
        ("0800 8005000", "0800 800 5000"),
        ("08001111", "0800 1111"),
        ("0808 1000 900", "0808 1000 900"),
        ("116123", "116 123"),
        ("1 0 1", "101"),
        ("(01622) 123 456", "01622 123 456"),
    ],
)
def test_a_number_is_kept_in_groups_however_it_was_typed(typed, kept):
    assert phone_numbers.read(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("ring them", "it has a letter in it"),
        ("0800 800 500O", "it has a letter in it"),
        ("01622 12", "it has 7 digits"),
        ("0808 800 5000 0808", "it has 15 digits"),
        ("12345", "it must begin with 0"),
        ("+353 1 234 5678", "only numbers of the UK"),
        ("0800 800 5000#", "it has “#” in it"),
        ("0800 ٣٣٣ 5000", "it has “٣” in it"),
        ("---", "it has no digits"),
    ],
)
def test_what_is_no_number_is_refused_with_what_is_wrong(adviser_client, typed, why):
    row = make_helpline(phone="0808 800 5000")
    answer = save(adviser_client, row, phone=typed, **TOLD)
    assert answer.status_code == 200
    assert f"That is not a phone number: {why}" in errors(answer, "phone")
    assert typed in answer.content.decode()
    row.refresh_from_db()
    assert row.phone == "0808 800 5000"


def test_a_number_to_text_may_be_short(adviser_client):
    row = make_helpline()
    told = {"text_told_by": "Their page", "text_told_on": "2026-11-02", "text_confirmed": "on"}
    assert save(adviser_client, row, text_number="85 258", **told).status_code == 302
    row.refresh_from_db()
    assert (row.text_number, row.text_confirmed) == ("85258", True)
    assert "four to eight digits" in errors(save(adviser_client, row, text_number="12"), "text_number")


def test_every_number_that_ships_stays_as_it_is_written():
    rows = tomllib.loads((settings.FIXTURES_DIR / "helplines.toml").read_text(encoding="utf-8"))
    numbers = [row["phone"] for row in rows.values() if row.get("phone")]
    assert len(numbers) > 30
    assert [phone_numbers.read(number) for number in numbers] == numbers
    to_text = [row["text_number"] for row in rows.values() if row.get("text_number")]
    assert [phone_numbers.read_to_text(number) for number in to_text] == to_text


@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [("phone", "0344 999 0000", "03449990000"), ("email", "help@example.org", "Help@Example.org")],
)
def test_the_same_number_or_address_otherwise_written_is_refused_by_name(adviser_client, field, ours, theirs):
    make_helpline(title="The first one", **{field: ours})
    row = make_helpline()
    answer = save(adviser_client, row, **{field: theirs})
    assert "in the list already: The first one" in errors(answer, field)
    with pytest.raises(IntegrityError), transaction.atomic():
        Helpline.objects.filter(pk=row.pk).update(**{field: theirs})


def test_the_database_says_in_words_that_a_number_is_taken(db):
    make_helpline(phone="0344 999 0000")
    row = make_helpline()
    row.phone = "03449 990 000"
    with pytest.raises(ValidationError, match="This number is in the list already"):
        row.full_clean()
