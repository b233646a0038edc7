"""A sign-in that ends, or a security token that no longer holds, loses nothing typed in the admin."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from enquiries.models import Event
from guidance.models import GuidancePage
from lesas_portal.core import carried_form
from lesas_portal.core.models import AuditEntry
from tests.admin_forms import of_page, opened
from tests.document import Document
from tests.factories import make_adviser, make_enquiry, make_page
from tests.portal.telephone import ASK, SET_UP, code_of, set_up, wrong_code_of

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "publish_at": None}
LOGIN = reverse("admin:login")
PASSWORD = "a long pass phrase 7"
MOMENT = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def ann(db):
    person = make_adviser(username="ann")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def anns(ann) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def change(obj) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def words(page) -> str:
    return Document.of(page).text


def sign_in(client, page, username="ann", password=PASSWORD):
    return client.post(LOGIN, of_page(page, username=username, password=password))


def answer_code(client, page, code):
    """Type a code into the page that asks for one."""
    hidden = Document.of(page).select("form[method=post] input[name=_carried]")
    return client.post(ASK, {"code": code, "_carried": hidden[0].attributes["value"]})


def test_what_was_typed_comes_back_after_the_sign_in_and_is_saved_with_one_press(anns):
    page = make_page(**DRAFT, title="Old title")
    mine = opened(anns, change(page), title="My title")
    anns.logout()
    asked = anns.post(change(page), mine)
    assert asked.status_code == 200
    assert "What you typed is not lost, and not saved yet." in words(asked)
    again = sign_in(anns, asked)
    assert "You are signed in again, and what you typed is still here." in words(again)
    form = Document.of(again).select("form[method=post]")[-1]
    assert form.attributes["action"] == change(page)
    page.refresh_from_db()
    assert page.title == "Old title"
    assert not AuditEntry.objects.filter(action="change").exists()
    assert anns.post(change(page), of_page(again)).status_code == 302
    page.refresh_from_db()
    assert page.title == "My title"


def test_it_comes_back_after_the_code_where_a_second_factor_is_asked_for(ann, settings, freeze):
    settings.PRODUCTION = True
    freeze(MOMENT)
    anns = Client()
    sign_in(anns, anns.get(LOGIN))
    set_up(anns, ann)
    page = make_page(**DRAFT, title="Old title")
    mine = opened(anns, change(page), title="My title")
    anns.logout()
    freeze(MOMENT + timedelta(minutes=5))
    asked = sign_in(anns, anns.post(change(page), mine))
    assert "What you typed is not lost, and not saved yet." in words(asked)
    wrong = answer_code(anns, asked, wrong_code_of(ann))
    assert "What you typed is not lost, and not saved yet." in words(wrong)
    freeze(MOMENT + timedelta(minutes=7))
    again = answer_code(anns, wrong, code_of(ann))
    assert of_page(again)["title"] == "My title"
    assert anns.post(change(page), of_page(again)).status_code == 302
    page.refresh_from_db()
    assert page.title == "My title"


def test_a_form_sent_before_the_code_was_given_is_carried_too(ann, settings, freeze):
    settings.PRODUCTION = True
    freeze(MOMENT)
    anns = Client()
    sign_in(anns, anns.get(LOGIN))
    set_up(anns, ann)
    page = make_page()
    mine = opened(anns, change(page), title="My title")
    unverified = Client()
    unverified.force_login(ann)
    freeze(MOMENT + timedelta(minutes=5))
    asked = unverified.post(change(page), mine)
    again = answer_code(unverified, asked, code_of(ann))
    assert of_page(again)["title"] == "My title"


def test_it_comes_back_after_a_telephone_is_set_up_where_there_is_none(anns, ann, settings):
    page = make_page()
    mine = opened(anns, change(page), title="My title")
    settings.PRODUCTION = True
    asked = anns.post(change(page), mine)
    assert "What you typed is not lost, and not saved yet." in words(asked)
    secret = Document.of(asked).select("form[method=post] input[name=_carried]")[0].attributes["value"]
    codes = anns.post(SET_UP, {"code": code_of(ann), "_carried": secret})
    assert len(codes.context["codes"]) == 10
    (form,) = (one for one in Document.of(codes).select("form") if one.select("input[name=_carried]"))
    again = anns.post(
        form.attributes["action"], {"_carried": form.select("[name=_carried]")[0].attributes["value"]}
    )
    assert of_page(again)["title"] == "My title"


def test_a_new_page_comes_back_too(anns):
    add = reverse("admin:guidance_guidancepage_add")
    mine = opened(anns, add, title="New", slug="new", group="start", body="Words that took an hour.")
    anns.logout()
    again = sign_in(anns, anns.post(add, mine))
    assert of_page(again)["body"] == "Words that took an hour."
    assert not GuidancePage.objects.exists()
    assert anns.post(add, of_page(again)).status_code == 302


def test_a_wrong_password_first_loses_nothing(anns):
    page = make_page()
    mine = opened(anns, change(page), title="My title")
    anns.logout()
    wrong = sign_in(anns, anns.post(change(page), mine), password="wrong")
    assert of_page(sign_in(anns, wrong))["title"] == "My title"


def test_another_person_who_signs_in_there_sees_none_of_it(anns):
    other = make_adviser(username="bea")
    other.set_password(PASSWORD)
    other.save()
    page = make_page()
    mine = opened(anns, change(page), title="Only for Ann")
    anns.logout()
    asked = anns.post(change(page), mine)
    answer = sign_in(anns, asked, username="bea")
    assert answer.status_code == 302
    assert "Only for Ann" not in anns.get(answer.headers["Location"]).content.decode()


def test_what_a_colleague_saved_meanwhile_is_asked_about_as_ever(anns):
    page = make_page(**DRAFT, title="Old title")
    mine = opened(anns, change(page), title="My title")
    anns.logout()
    asked = anns.post(change(page), mine)
    GuidancePage.objects.update(title="Her title")
    again = sign_in(anns, asked)
    answer = anns.post(change(page), of_page(again))
    assert answer.status_code == 409
    assert "Her title" in words(answer)


def test_a_choice_between_two_versions_survives_the_end_of_a_sign_in(anns):
    page = make_page(**DRAFT, title="Old title", summary="Old.")
    mine = opened(anns, change(page), title="My title")
    GuidancePage.objects.update(summary="Hers.")
    asked = anns.post(change(page), mine)
    choice = of_page(asked)
    anns.logout()
    again = sign_in(anns, anns.post(change(page), choice))
    assert (of_page(again)["title"], of_page(again)["summary"]) == ("My title", "Hers.")


def test_a_note_on_an_enquiry_comes_back_on_a_page_of_its_own(anns):
    enquiry = make_enquiry()
    act = reverse("admin:enquiries_enquiry_note", args=[enquiry.pk])
    page = anns.get(change(enquiry))
    (form,) = (one for one in Document.of(page).select("form") if one.attributes.get("action") == act)
    fields = {
        one.attributes["name"]: one.attributes.get("value", "") for one in form.select("input[type=hidden]")
    }
    anns.logout()
    asked = anns.post(act, fields | {"text": "They ring back on Monday."})
    again = sign_in(anns, asked)
    assert "nothing was done with it yet" in words(again)
    assert not Event.objects.filter(text__contains="Monday").exists()
    assert anns.post(act, of_page(again)).status_code == 302
    assert Event.objects.filter(text="They ring back on Monday.").exists()


def test_no_page_on_the_way_is_kept_by_a_browser_and_nothing_goes_into_the_session(anns):
    page = make_page()
    mine = opened(anns, change(page), title="Nobody keeps this")
    anns.logout()
    asked = anns.post(change(page), mine)
    again = sign_in(anns, asked)
    for one in (asked, again):
        assert "no-store" in one.headers["Cache-Control"]
    assert "Nobody keeps this" not in str(dict(anns.session))
    assert "Nobody" not in asked.request["PATH_INFO"] + str(asked.headers)


def test_passwords_are_not_carried_and_too_much_is_not_either(anns, rf):
    token = opened(anns, change(make_page()))["_opened_by"]
    request = rf.post("/admin/", {"_opened_by": token, "password1": "secret", "title": "Kept"})
    form = carried_form._read(carried_form.packed(request))
    assert (form.data.get("title"), form.data.get("password1")) == ("Kept", None)
    assert carried_form.packed(rf.post("/admin/", {"_opened_by": token, "body": "x" * 500_001})) == ""
    assert carried_form.packed(rf.post("/admin/", {"_opened_by": "1:forged", "body": "x"})) == ""


def test_a_form_of_nobody_leads_to_the_sign_in_as_before(client):
    answer = client.post(change(make_page()), {"title": "From nowhere"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(LOGIN)


# The security token


@pytest.fixture
def strict(ann) -> Client:
    """A browser whose security tokens are checked."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(ann)
    return client


def test_a_token_from_before_a_new_sign_in_shows_the_form_again_filled_in(strict, ann):
    page = make_page(**DRAFT, title="Old title")
    mine = opened(strict, change(page), title="My title")
    strict.force_login(ann)
    strict.cookies["csrftoken"] = "x" * 32
    again = strict.post(change(page), mine)
    assert "What you typed is still here." in words(again)
    assert of_page(again)["title"] == "My title"
    page.refresh_from_db()
    assert page.title == "Old title"
    assert strict.post(change(page), of_page(again)).status_code == 302


def test_a_post_of_another_site_is_refused_as_before(strict):
    answer = strict.post(change(make_page()), {"title": "Forged", "_opened_by": "1:forged"})
    assert answer.status_code == 403
    assert "Forged" not in answer.content.decode()


def test_no_token_and_no_sign_in_ask_to_sign_in_and_carry_on(strict):
    page = make_page()
    mine = opened(strict, change(page), title="My title")
    strict.cookies.clear()
    asked = strict.post(change(page), mine)
    assert "What you typed is not lost" in words(asked)
    assert of_page(sign_in(strict, asked))["title"] == "My title"


# The sign-in itself, buttons that hold no words of anybody, a file, and a search that is typed again at once.
HOLD_NOTHING_TYPED = {
    *(
        "login.html",
        "ask.html",
        "set_up.html",
        "codes.html",
        "your_sign_in.html",
        "_sign_ins.html",
        "invitation.html",
    ),
    *("act.html", "_press.html", "compare_versions.html", "deleted_drafts.html", "tidied.html", "_find.html"),
    *("check_list.html", "_import_report.html", "resource_import.html", "base_site.html", "door.html"),
}


def test_every_form_in_which_staff_type_says_who_opened_it():
    folder = settings.BASE_DIR / "templates" / "admin"
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    without = {
        name for name, text in texts.items() if "{% csrf_token %}" in text and "{% opened_by %}" not in text
    }
    assert without == HOLD_NOTHING_TYPED
