"""Saving a public page is not publishing it: what was written waits, is handed over, read and published."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from guidance import search
from guidance.loading import content as loading
from guidance.models import GuidancePage, PolicyTemplate, Revision, WorkingCopy
from guidance.services import publishing, versions, working_copies
from lesas_portal.core.models import AuditEntry
from tests.admin_forms import of_page
from tests.document import Document
from tests.factories import (
    LONG_AGO,
    make_adviser,
    make_editor,
    make_handout,
    make_page,
    make_resource,
    make_risk_area,
    make_role,
)
from tests.guidance.test_admin_forms import form_data

WAITING, READY, SENT_BACK = WorkingCopy.State
LINES = {"read_with", "charts", "governor_questions"}
DRAFT = {"status": "draft", "publish_at": None}


def address(obj, action):
    return reverse(f"admin:guidance_{obj._meta.model_name}_{action}", args=[obj.pk])


def words(answer):
    return Document.of(answer).text


def opened(client, obj):
    """What a browser sends back for the form as it is now, with the hidden fields that it carries."""
    answer = client.get(address(obj, "change"))
    form, data = answer.context["adminform"].form, form_data(answer)
    # Lists in one box are sent as their lines.
    data |= {name: form[name].value() for name in data.keys() & LINES}
    for field in Document.of(answer).all("input"):
        if (name := field.attributes.get("name", "")).startswith("initial-"):
            data.setdefault(name, []).append("\r\n".join(field.attributes.get("value", "").splitlines()))
    return data


def write(client, obj, **typed):
    """Open the form, type, save; return what came back."""
    return client.post(address(obj, "change"), opened(client, obj) | typed, follow=True)


def step(client, obj, name, **answers):
    """Open the page of a step, answer, send; return what came back."""
    form = client.get(address(obj, name)).context["form"]
    seen = {"seen": form["seen"].value()} if "seen" in form.fields else {}
    return client.post(address(obj, name), {**seen, **answers}, follow=True)


def public(obj):
    return Client().get(obj.get_absolute_url()).content


@pytest.fixture
def editor(db):
    return make_editor(first_name="Ede", last_name="Finch")


@pytest.fixture
def writer(editor):
    client = Client()
    client.force_login(editor)
    return client


def copy_of(obj):
    return WorkingCopy.objects.of(obj).get()


# Saving


def test_what_an_adviser_saves_on_a_public_page_waits_with_its_lists(adviser_client, adviser):
    page, area, source = make_page(title="Old title"), make_risk_area(), make_resource()
    before = public(page)
    saved = write(adviser_client, page, title="New title", risk_areas=[area.pk], sources=[source.pk])
    assert "Readers see the old page until an adviser publishes" in words(saved)
    assert public(page) == before
    assert copy_of(page).changes == {
        "title": "New title",
        "risk_areas": [area.slug],
        "sources": [source.slug],
    }
    form = adviser_client.get(address(page, "change")).context["adminform"].form
    assert form["title"].value() == "New title"
    assert {str(key) for key in form["sources"].value()} == {str(source.pk)}
    assert AuditEntry.objects.filter(action="save working copy", actor=adviser.username).count() == 1


@pytest.mark.parametrize("make", [make_page, make_handout, make_risk_area, make_role])
def test_every_sort_of_page_waits(adviser_client, make):
    obj = make(title="Old title")
    write(adviser_client, obj, title="New title")
    assert copy_of(obj).changes == {"title": "New title"}
    assert b"New title" not in public(obj)


def test_a_policy_template_waits_and_its_questions_with_it(content, adviser_client):
    template = PolicyTemplate.objects.published().first()
    write(adviser_client, template, purpose="So that everybody knows.", questions=template.questions[:1])
    changes = copy_of(template).changes
    assert changes == {"purpose": "So that everybody knows.", "questions": template.questions[:1]}
    template.refresh_from_db()
    assert template.purpose != "So that everybody knows."


def test_a_draft_is_saved_itself(editor_client):
    page = make_page(**DRAFT)
    write(editor_client, page, title="New title")
    page.refresh_from_db()
    assert page.title == "New title"
    assert not WorkingCopy.objects.exists()


def test_saving_what_readers_see_lets_nothing_wait(adviser_client):
    page = make_page(body="## First\n\nSome words.\n\nAnd more.", title="Old title")
    assert "Nothing differs" in words(write(adviser_client, page))
    assert not WorkingCopy.objects.exists()
    write(adviser_client, page, title="New title")
    assert "Nothing differs" in words(write(adviser_client, page, title="Old title"))
    assert not WorkingCopy.objects.exists()


def test_two_who_change_one_working_copy_are_asked_and_keep_both_changes(adviser_client, writer):
    page, area = make_page(title="Old title", summary="Old."), make_risk_area()
    mine, theirs = opened(adviser_client, page), opened(writer, page)
    writer.post(address(page, "change"), theirs | {"summary": "New.", "risk_areas": [area.pk]})
    asked = adviser_client.post(address(page, "change"), mine | {"title": "New title"})
    assert asked.status_code == 409
    adviser_client.post(address(page, "change"), of_page(asked))
    assert copy_of(page).changes == {"title": "New title", "summary": "New.", "risk_areas": [area.slug]}


def test_what_waits_is_no_edit_to_the_loader_which_still_brings_the_page_up_to_date(
    loaded, fixtures, adviser_client
):
    page = GuidancePage.objects.get(slug="early-years")
    write(adviser_client, page, title="New title")
    file = fixtures / "guidance" / "early-years.md"
    file.write_text(file.read_text("utf-8") + "\nOne line more.\n", "utf-8")
    assert loading.load(fixtures)[GuidancePage].edited == 0
    page.refresh_from_db()
    assert "One line more." in page.body
    step(adviser_client, page, "publish_changes", readers="small")
    page.refresh_from_db()
    assert (page.title, "One line more." in page.body) == ("New title", True)


# Handing over


def test_an_editor_proposes_and_an_adviser_publishes(writer, adviser_client, client):
    page = make_page(title="Old title", body="Ring 101 first, then tell the parents.")
    saved = write(writer, page, body="Ring 999 first, then tell the parents.")
    assert saved.status_code == 200
    handed = step(writer, page, "hand_over", line="The number was wrong.")
    assert copy_of(page).state == READY
    assert "The number was wrong." in words(handed)
    assert "Changes to 1 page are ready for an adviser" in words(adviser_client.get(reverse("admin:index")))
    asked = words(adviser_client.get(address(page, "publish_changes")))
    assert "1 word new, 1 word gone" in asked
    assert "The number was wrong." in asked
    done = step(adviser_client, page, "publish_changes", readers="tell", note="Ring 999.")
    assert "The changes are published. Readers are told." in words(done)
    shown = client.get(page.get_absolute_url()).content.decode()
    assert "Ring 999 first" in shown
    assert "Ring 999." in shown
    assert not WorkingCopy.objects.exists()


def test_what_is_sent_back_says_why_and_keeps_its_text(writer, adviser_client):
    page = make_page(title="Old title")
    write(writer, page, title="New title")
    step(writer, page, "hand_over", line="A better title.")
    step(adviser_client, page, "send_back", comment="Say whom it is for.")
    assert copy_of(page).state == SENT_BACK
    assert "Changes to 1 page are sent back to you" in words(writer.get(reverse("admin:index")))
    form = writer.get(address(page, "change"))
    assert "Say whom it is for." in words(form)
    assert form.context["adminform"].form["title"].value() == "New title"
    write(writer, page, title="New title for heads")
    step(writer, page, "hand_over", line="Now it says whom.")
    assert copy_of(page).state == READY


def test_an_editor_who_writes_on_hands_over_again(writer, adviser_client):
    page = make_page()
    write(writer, page, title="New title")
    step(writer, page, "hand_over", line="A better title.")
    write(writer, page, title="Another title")
    assert copy_of(page).state == WAITING
    step(writer, page, "hand_over", line="Another.")
    write(adviser_client, page, title="Another title, put right")
    assert copy_of(page).state == READY


@pytest.mark.parametrize(
    ("name", "answers", "says"),
    [
        ("hand_over", {"line": " "}, "Fill this in"),
        ("send_back", {"comment": ""}, "Fill this in"),
        ("publish_changes", {"readers": "tell", "note": " "}, "Say in a sentence what changed"),
        ("publish_changes", {}, "Fill this in"),
    ],
)
def test_a_step_asks_for_what_it_needs(writer, adviser_client, name, answers, says):
    page = make_page()
    write(writer, page, title="New title")
    if name != "hand_over":
        step(writer, page, "hand_over", line="A better title.")
    assert says in words(step(adviser_client, page, name, **answers))
    assert copy_of(page).changes == {"title": "New title"}


def test_states_stand_in_the_list_and_cost_one_query_whatever_waits(
    writer, adviser_client, editor, django_assert_max_num_queries
):
    pages = [make_page() for _ in range(5)]
    for page in pages:
        write(writer, page, title=f"{page.title}, new")
    step(writer, pages[0], "hand_over", line="A better title.")
    with django_assert_max_num_queries(14):
        listed = words(adviser_client.get(reverse("admin:guidance_guidancepage_changelist")))
    assert listed.count("changes waiting (by Ede Finch, since") == 4
    assert listed.count("ready for an adviser (by Ede Finch, since") == 1
    waiting = words(adviser_client.get(reverse("admin:guidance_workingcopy_changelist")))
    assert all(page.title in waiting for page in pages)


# Publishing


def test_a_small_correction_tells_nobody(adviser_client, adviser):
    page, area = make_page(), make_risk_area()
    write(adviser_client, page, title="Unheard of zymurgy", risk_areas=[area.pk])
    step(adviser_client, page, "publish_changes", readers="small", note="Not sent.")
    page.refresh_from_db()
    assert (page.title, list(page.risk_areas.all())) == ("Unheard of zymurgy", [area])
    assert not Revision.objects.of(page).exists()
    assert search.find("zymurgy").hits[0].url == page.get_absolute_url()
    acts = AuditEntry.objects.filter(actor=adviser.username).exclude(action="save working copy")
    assert list(acts.values_list("action", flat=True)) == ["publish changes"]


def test_of_a_long_text_only_what_stands_beside_a_change_is_shown(adviser_client):
    lines = "\n\n".join(f"Line {number} of the page." for number in range(90))
    page = make_page(body=f"{lines}\n\nAsk a colleage.")
    write(adviser_client, page, body=f"{lines}\n\nAsk a colleague.")
    shown = words(adviser_client.get(address(page, "publish_changes")))
    assert "Line 89 of the page." in shown
    assert "Ask a colleague." in shown
    assert "Line 9 of the page." not in shown


def test_the_preview_shows_what_waits_with_its_lists(adviser_client):
    page, source = make_page(title="Old title"), make_resource(title="A new source")
    write(adviser_client, page, title="New title", sources=[source.pk])
    shown = words(adviser_client.get(address(page, "preview")))
    assert "It shows the changes that wait." in shown
    assert "New title" in shown
    assert "A new source" in shown


def test_what_changed_after_the_page_was_shown_is_not_published_unread(writer, adviser_client):
    page = make_page(title="Old title")
    write(writer, page, title="New title")
    seen = adviser_client.get(address(page, "publish_changes")).context["form"]["seen"].value()
    write(writer, page, title="Newer title")
    answers = {"readers": "tell", "note": "A better title.", "seen": seen}
    refused = adviser_client.post(address(page, "publish_changes"), answers)
    assert "It changed after you opened this page" in words(refused)
    assert "Newer" in words(refused)
    assert "A better title." in words(refused)
    page.refresh_from_db()
    assert page.title == "Old title"
    fresh = refused.context["form"]["seen"].value()
    adviser_client.post(address(page, "publish_changes"), answers | {"seen": fresh})
    page.refresh_from_db()
    assert page.title == "Newer title"


def test_the_service_judges_again_what_was_shown(adviser):
    page = make_page(title="Old title")
    working_copies.save(obj=page, values={"title": "New title"}, by=adviser)
    with pytest.raises(ValidationError, match="changed after you opened this page"):
        working_copies.publish(obj=page, seen="of something else", by=adviser)
    assert copy_of(page).changes == {"title": "New title"}


def test_a_change_of_the_page_itself_is_shown_before_it_is_overwritten(adviser_client):
    page = make_page(title="Old title")
    write(adviser_client, page, title="New title")
    seen = adviser_client.get(address(page, "publish_changes")).context["form"]["seen"].value()
    GuidancePage.objects.filter(pk=page.pk).update(title="Corrected by the files")
    answers = {"readers": "small", "seen": seen}
    refused = words(adviser_client.post(address(page, "publish_changes"), answers))
    assert "The page itself changed here since" in refused
    assert "Corrected by the files" in refused


def test_the_second_of_two_advisers_is_told_who_was_quicker(adviser_client, adviser):
    page, second = make_page(), Client()
    second.force_login(make_adviser())
    write(adviser_client, page, title="New title")
    form = second.get(address(page, "publish_changes")).context["form"]
    step(adviser_client, page, "publish_changes", readers="small")
    answers = {"readers": "small", "seen": form["seen"].value()}
    told = words(second.post(address(page, "publish_changes"), answers, follow=True))
    assert f"Published the changes that waited: {adviser.username}" in told
    with pytest.raises(ValidationError, match="No changes wait here now"):
        working_copies.publish(obj=page, seen=answers["seen"], by=adviser)


def test_words_that_cannot_stand_are_not_published(adviser_client):
    page = make_page(title="Old title")
    write(adviser_client, page, title="New title")
    copy = copy_of(page)
    copy.values |= {"sources": ["gone"]}
    copy.save()
    assert "There is no resource gone" in words(
        step(adviser_client, page, "publish_changes", readers="small")
    )
    page.refresh_from_db()
    assert page.title == "Old title"


def test_what_waits_on_a_page_that_was_withdrawn_is_still_there(adviser_client, adviser):
    page = make_page(title="Old title")
    write(adviser_client, page, title="New title")
    publishing.withdraw(obj=page, by=adviser, reason="Gone.")
    form = adviser_client.get(address(page, "change")).context["adminform"].form
    assert form["title"].value() == "New title"
    step(adviser_client, page, "publish_changes", readers="small")
    page.refresh_from_db()
    assert page.title == "New title"


# Who may do what


def test_nothing_that_an_editor_sends_changes_what_readers_see(writer, editor, adviser_client):
    area = make_risk_area()
    for obj in (make_page(), make_handout(), make_risk_area(), make_role()):
        before = public(obj)
        data = opened(writer, obj) | {"title": "Mine", "slug": "mine", "risk_areas": [area.pk]}
        data |= {"status": "draft", "change_note": "Told."}
        writer.post(address(obj, "change"), data | {"_publish": "1"})
        assert copy_of(obj).changes["title"] == "Mine"
        version = versions.of(obj).first()
        for name in ("publish_changes", "send_back", "publish", "withdraw", "check", "preview", "compare"):
            seen = working_copies.fingerprint(type(obj).objects.get(pk=obj.pk), copy_of(obj))
            answers = {
                "readers": "small",
                "seen": seen,
                "comment": "No.",
                "reason": "No.",
                "on": "2026-01-01",
            }
            writer.post(address(obj, name), data | answers | {"version": version.pk if version else ""})
        step(writer, obj, "hand_over", line="Mine.")
        writer.post(address(obj, "delete"), {"post": "yes"})
        assert public(obj) == before
        writer.post(address(obj, "discard_changes"))
        assert public(obj) == before
        assert not Revision.objects.of(obj).exists()


def test_an_editor_cannot_publish_or_send_back(writer):
    page = make_page()
    write(writer, page, title="New title")
    for name in ("publish_changes", "send_back"):
        assert writer.get(address(page, name)).status_code == 403
        assert writer.post(address(page, name), {}).status_code == 403


def test_an_editor_does_not_discard_what_a_colleague_wrote(writer, adviser_client):
    page = make_page()
    write(adviser_client, page, title="New title")
    assert writer.post(address(page, "discard_changes")).status_code == 403
    step(adviser_client, page, "discard_changes")
    assert not WorkingCopy.objects.exists()


def test_a_note_to_readers_that_is_sent_with_a_draft_is_no_history(editor_client):
    for obj in (make_page(**DRAFT), make_resource(**DRAFT)):
        write(editor_client, obj, change_note="Told before its time.")
        assert not Revision.objects.of(obj).exists()


def test_visitors_and_strangers_see_nothing_of_it(client, adviser_client):
    page = make_page()
    write(adviser_client, page, title="New title")
    for name in ("publish_changes", "hand_over", "send_back", "discard_changes", "versions", "compare"):
        assert client.get(address(page, name)).status_code == 302
    assert page.publish_at == LONG_AGO
