"""The page on which a contact of the Front Door is changed: old and new, every use, retyped, told on."""

import pytest
from django.test import Client
from django.urls import reverse

from guidance.models import Confirmation, Helpline, Revision
from guidance.models.use import How
from guidance.services import uses, versions
from lesas_portal.core.models import AuditEntry, QueuedEmail
from tests.document import Document
from tests.factories import make_adviser, make_person

NEW = "03000 77 77 77"
TOLD = {"phone_told_by": "The duty manager", "phone_told_on": "2026-11-02"}
LAST = {"_save_change": "1", "retyped_phone": "03000777777", "note_to_colleagues": "They moved."}


@pytest.fixture
def office(portal) -> Helpline:
    """The Front Door in office hours."""
    return Helpline.objects.get(slug="front-door")


def address(row):
    return reverse("admin:guidance_helpline_contact", args=[row.pk])


def sent(answer, **answers):
    """What a browser sends from the page that it was shown, with these answers changed."""
    form = answer.context["form"]
    data = {"seen": answer.context["seen"]}
    for name, field in form.fields.items():
        value = form[name].value()
        if name not in {"weekly", "special"} and value not in (None, False):
            data[name] = "on" if value is True else value
        if field.show_hidden_initial and name not in {"weekly", "special"}:
            data[form[name].html_initial_name] = form.initial.get(name) or ""
    return {name: value for name, value in (data | answers).items() if value is not None}


def press(client, row, shown, **answers):
    return client.post(address(row), sent(shown, **answers))


def test_the_first_press_saves_nothing_and_shows_old_new_and_every_use(adviser_client, office):
    shown = press(adviser_client, office, adviser_client.get(address(office)), phone=NEW, **TOLD)
    page = Document.of(shown)
    assert "Readers see now" in page.text
    assert office.phone in page.text
    assert NEW in page.text
    shown_in = uses.of(office, {How.SHOWS})
    assert f"{len(shown_in)} places where readers meet this contact" in page.text
    for title in (
        "The foot of every page",
        "A nude or sexual picture",
        "Acceptable use",
        "the Front Door",
        "The card for staff",
    ):
        assert any(title.lower() in use.title.lower() for use in shown_in), title
    assert all(use.title in page.text for use in shown_in)
    assert Helpline.objects.get(pk=office.pk).phone == office.phone
    assert not QueuedEmail.objects.exists()


def test_every_page_in_the_list_shows_the_number(client, office):
    for use in uses.of(office, {How.SHOWS}):
        if use.public_url and "/policies/" not in use.public_url:
            answer = client.get(use.public_url)
            assert answer.status_code == 200, use
            assert office.phone in answer.content.decode(), use


def test_the_second_press_changes_it_everywhere_and_tells_a_colleague(
    client, adviser_client, adviser, office
):
    colleague = make_adviser(email="colleague@example.org")
    make_adviser(email="gone@example.org", is_active=False)
    make_adviser(email="no address")
    make_person("Editor", is_staff=True, email="editor@example.org")
    first = press(adviser_client, office, adviser_client.get(address(office)), phone=NEW, **TOLD)
    assert press(adviser_client, office, first, **LAST).status_code == 302
    now = Helpline.objects.get(pk=office.pk)
    assert (now.phone, now.phone_confirmed) == (NEW, True)
    assert NEW in client.get("/front-door/").content.decode()
    mail = QueuedEmail.objects.get()
    assert (mail.recipient, mail.name) == (colleague.email, "contact_changed")
    for words in (office.phone, NEW, "They moved.", office.title):
        assert words in mail.body
    kept = Confirmation.objects.get()
    assert (kept.detail, kept.value, kept.told_by, kept.by) == ("phone", NEW, "The duty manager", adviser)
    note = Revision.objects.of(now).first()
    assert note.note == f"Phone number: “{office.phone}” became “{NEW}”. They moved."
    assert not note.notable
    entry = AuditEntry.objects.filter(object_key="front-door", action__contains="change").get()
    assert entry.action == "change contact"
    assert entry.actor == adviser.get_username()


def test_the_old_and_the_new_number_are_kept_with_who_changed_it(adviser_client, adviser, office):
    old = office.phone
    shown = press(adviser_client, office, adviser_client.get(address(office)), phone=NEW, **TOLD)
    press(adviser_client, office, shown, **LAST)
    newest, before = versions.of(office)
    assert [versions.fields_of(one)["phone"] for one in (newest, before)] == [NEW, old]
    assert newest.revision.user == adviser
    assert newest.revision.comment.endswith("They moved.")


def test_with_no_other_adviser_the_mailbox_is_told(adviser_client, office, settings):
    first = press(adviser_client, office, adviser_client.get(address(office)), phone=NEW, **TOLD)
    press(adviser_client, office, first, **LAST)
    assert QueuedEmail.objects.get().recipient == settings.ENQUIRIES_MAILBOX


@pytest.mark.parametrize(
    ("wrong", "name", "words"),
    [
        ({"retyped_phone": "03000 77 77 78"}, "retyped_phone", "This is not the number above"),
        ({"retyped_phone": ""}, "retyped_phone", "This is not the number above"),
        ({"note_to_colleagues": "  "}, "note_to_colleagues", "Say why it changes"),
    ],
)
def test_without_the_number_again_or_a_reason_nothing_is_saved(adviser_client, office, wrong, name, words):
    first = press(adviser_client, office, adviser_client.get(address(office)), phone=NEW, **TOLD)
    answer = press(adviser_client, office, first, **{**LAST, **wrong})
    assert answer.status_code == 200
    assert words in str(answer.context["form"].errors[name])
    assert NEW in answer.content.decode()
    assert Helpline.objects.get(pk=office.pk).phone == office.phone
    assert not QueuedEmail.objects.exists()
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        ({"phone": NEW}, "phone_confirmed"),
        ({"phone": ""}, "phone"),
        ({"phone_confirmed": None}, "phone_confirmed"),
        ({"email_confirmed": None}, "email_confirmed"),
        ({"phone": "ring them"}, "phone"),
    ],
)
def test_it_cannot_be_taken_away_or_left_unconfirmed(adviser_client, office, answers, name):
    Helpline.objects.filter(pk=office.pk).update(email_confirmed=True)
    answer = press(adviser_client, office, adviser_client.get(address(office)), **answers)
    assert answer.status_code == 200
    assert answer.context["form"].errors.get(name), answer.context["form"].errors
    assert "changes" not in answer.context


def test_who_saw_an_older_state_saves_nothing_and_reads_the_new_one(adviser_client, office):
    first = press(adviser_client, office, adviser_client.get(address(office)), phone=NEW, **TOLD)
    Helpline.objects.filter(pk=office.pk).update(phone="03000 66 66 66")
    answer = press(adviser_client, office, first, **LAST)
    assert answer.status_code == 200
    said = Document.of(answer).text
    assert "A colleague changed this contact after you opened this page, so nothing was saved" in said
    assert "03000 66 66 66" in said
    assert Helpline.objects.get(pk=office.pk).phone == "03000 66 66 66"


def test_nothing_changed_is_said(adviser_client, office):
    answer = press(adviser_client, office, adviser_client.get(address(office)))
    assert "Nothing is changed yet." in Document.of(answer).text


def test_hours_are_changed_there_too(adviser_client, office):
    lines = {"weekly-lines": "1", "weekly-0-way": "phone", "weekly-0-days": ["0", "4"]}
    lines |= {"weekly-0-opens": "8.30am", "weekly-0-closes": "17:00", "hours_confirmed": "on"}
    told = {"hours_told_by": "Their office", "hours_told_on": "2026-11-02"}
    first = press(adviser_client, office, adviser_client.get(address(office)), **lines, **told)
    assert "Monday, 8.30am to 5pm; Friday, 8.30am to 5pm" in Document.of(first).text
    last = {"_save_change": "1", "note_to_colleagues": "New hours."}
    assert press(adviser_client, office, first, **lines, **last).status_code == 302
    now = Helpline.objects.get(pk=office.pk)
    assert now.hours_confirmed
    assert [str(row) for row in now.periods.all()] == ["Monday 08:30-17:00", "Friday 08:30-17:00"]


def test_only_for_contacts_of_the_front_door_and_only_for_advisers(adviser_client, editor_client, office):
    other = Helpline.objects.get(slug="childline")
    assert adviser_client.get(address(other)).status_code == 403
    assert adviser_client.get(reverse("admin:guidance_helpline_contact", args=[0])).status_code == 404
    assert editor_client.get(address(office)).status_code == 403
    assert editor_client.post(address(office), {}).status_code == 403
    assert Client().get(address(office)).status_code == 302
