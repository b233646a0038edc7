"""A form tidies what was pasted from Word, shows what it changed, and can put it back."""

import re

import pytest
from django.urls import reverse

from guidance.models import GuidancePage, SharedBlock, WorkingCopy
from guidance.services import text_warnings, versions
from lesas_portal.core.models import AuditEntry
from tests import admin_forms
from tests.document import Document
from tests.factories import make_helpline, make_page, make_person

PASTED = "Read this:\n•\tFirst\n•\tSecond\nThen www.example.org"
STORED = "Read this:\n\n- First\n- Second\n\nThen [www.example.org](https://www.example.org)"


def address(obj, action="change"):
    return reverse(f"admin:guidance_{obj._meta.model_name}_{action}", args=[obj.pk])


def save(client, obj, **fields):
    typed = {name: text.replace("\n", "\r\n") for name, text in fields.items()}
    return client.post(address(obj), admin_forms.opened(client, address(obj), **typed), follow=True)


@pytest.fixture
def draft(db):
    return make_page(status="draft", publish_at=None, body="Old words.")


def body(page):
    return GuidancePage.objects.get(pk=page.pk).body


def test_pasted_text_is_tidied_and_shown_before_and_after(draft, editor_client):
    shown = Document.of(save(editor_client, draft, body=PASTED))
    assert body(draft) == STORED
    assert shown.select("#content h1")[0].text == "We tidied 3 lines"
    lines = [line.node.text for line in shown.select("td div")]
    assert [line for line in lines if line] == [
        *("•\tFirst", "•\tSecond", "Then www.example.org"),
        *("- First", "- Second", "Then [www.example.org](https://www.example.org)"),
    ]


def test_one_press_puts_back_exactly_what_was_pasted(draft, editor_client):
    save(editor_client, draft, body=PASTED)
    answer = editor_client.post(address(draft, "tidied"), follow=True)
    assert body(draft) == PASTED
    assert "Put back as it was pasted." in answer.content.decode()
    assert AuditEntry.objects.filter(action="undo tidying", object_key=draft.slug).exists()
    newest = versions.of(draft)[0]
    assert versions.fields_of(newest)["body"] == PASTED
    assert newest.revision.user
    # It stays so when another field is saved, and when the text is changed elsewhere.
    save(editor_client, draft, summary="Another summary.")
    assert body(draft) == PASTED
    save(editor_client, draft, body=f"{PASTED}\n\n·\tThird")
    assert body(draft) == f"{PASTED}\n\n- Third"


def test_nothing_is_put_back_over_what_a_colleague_saved_since(draft, editor_client):
    save(editor_client, draft, body=PASTED)
    GuidancePage.objects.filter(pk=draft.pk).update(body="A colleague's words.")
    answer = editor_client.post(address(draft, "tidied"))
    assert answer.status_code == 409
    assert "Somebody saved this text after it was tidied" in answer.content.decode()
    assert "•\tFirst" in answer.content.decode()
    assert body(draft) == "A colleague's words."


@pytest.fixture
def public_page(db):
    return make_page(body="Old words.")


def waiting(page):
    return WorkingCopy.objects.of(page).get().values["body"]


def test_the_tidying_of_a_public_page_is_undone_where_it_waits(public_page, editor_client):
    shown = save(editor_client, public_page, body=PASTED)
    assert "We tidied 3 lines" in shown.content.decode()
    assert waiting(public_page) == STORED
    answer = editor_client.post(address(public_page, "tidied"), follow=True)
    assert "Put back as it was pasted." in answer.content.decode()
    assert waiting(public_page) == PASTED
    assert body(public_page) == "Old words."


def test_nothing_is_put_back_over_what_a_colleague_saved_where_it_waits(
    public_page, editor_client, adviser_client
):
    save(editor_client, public_page, body=PASTED)
    save(adviser_client, public_page, body="A colleague's words.")
    answer = editor_client.post(address(public_page, "tidied"))
    assert answer.status_code == 409
    assert "Somebody saved this text after it was tidied" in answer.content.decode()
    assert waiting(public_page) == "A colleague's words."


def test_a_text_that_is_right_is_saved_as_it_is(draft, editor_client):
    answer = save(editor_client, draft, body="## Heading\n\n- One\n- Two")
    assert body(draft) == "## Heading\n\n- One\n- Two"
    assert "tidied" not in answer.content.decode()


def test_a_new_page_is_tidied_too_and_goes_on_where_the_button_leads(editor_client, db):
    url = reverse("admin:guidance_guidancepage_add")
    typed = {"title": "New", "slug": "new", "group": "start", "order": "1", "body": PASTED, "_continue": "on"}
    answer = editor_client.post(url, admin_forms.opened(editor_client, url, **typed), follow=True)
    row = GuidancePage.objects.get(slug="new")
    assert row.body == STORED
    assert Document.of(answer).select("a.closelink")[0].attributes["href"] == address(row)


def test_the_page_of_what_was_tidied_is_for_whoever_tidied_it(draft, editor_client, client, adviser_client):
    save(editor_client, draft, body=PASTED)
    assert adviser_client.get(address(draft, "tidied")).headers["Location"] == address(draft)
    assert client.get(address(draft, "tidied")).status_code == 302
    day = "2026-01-01T09:00Z"
    GuidancePage.objects.filter(pk=draft.pk).update(status="published", publish_at=day, first_public_at=day)
    # By now it is public, so what is put back waits for an adviser.
    assert editor_client.post(address(draft, "tidied")).status_code == 302
    assert body(draft) == STORED
    assert waiting(draft) == PASTED


def test_a_shared_block_is_tidied_too(content, adviser_client):
    block = SharedBlock.objects.first()
    shown = save(adviser_client, block, text=f"{block.text}\n\n•\tFirst\n•\tSecond")
    assert SharedBlock.objects.get(pk=block.pk).text.endswith("\n\n- First\n- Second")
    assert "We tidied 2 lines" in shown.content.decode()


def test_every_box_for_markdown_has_an_example_to_copy(draft, editor_client):
    page = Document.of(editor_client.get(address(draft)))
    assert len(page.select("details.markdown-help summary")) == 1
    example = page.select("details.markdown-help pre")[0].text
    for sign in ("## A heading", "{childline}", "| --- |", "(resource:kcsie)"):
        assert sign in example


# What is worth a second look

WORTH_A_LOOK = {
    "# Top": "first level",
    "Top\n===": "first level",
    "## A\n\n#### C": "Start it with ###",
    "### C": "Start it with ##,",
    "Look [here](https://example.org).": "“here” does not say where it leads",
    "[Click here](https://example.org)": "does not say where it leads",
    "[The page](/guidance/no-such-page/)": "readers get no page",
    "[The page](guidance:no-such-page)": "readers get no page",
    "[The page](http://localhost:8000/no-such/)": "readers get no page",
    "Ring 0800 123 4567.": "Write {line} instead",
}


@pytest.mark.parametrize("text", WORTH_A_LOOK)
def test_what_is_worth_a_second_look_is_said_and_saved(text, draft, editor_client, settings):
    settings.SITE_URL = "http://localhost:8000"
    make_helpline(slug="line", title="The line", phone="0800 123 4567", phone_confirmed=True)
    answer = save(editor_client, draft, body=text)
    assert body(draft) == text
    said = [item.node.text_content() for item in Document.of(answer).select("ul.messagelist li.warning")]
    assert [WORTH_A_LOOK[text] in line for line in said] == [True], said


def test_nothing_is_said_of_a_text_that_is_right(db):
    make_helpline(slug="line", phone="0800 123 4567", phone_confirmed=True)
    page = make_page(slug="there")
    right = (
        f"## A\n\n### B\n\n## C\n\n[A page]({page.get_absolute_url()}#part), [that page](guidance:there), "
        "[all](/guidance/), [helplines](page:helplines), [search](/search/?q=x), {line}, 0800 999 9999, "
        "`[here](/nowhere/)`\n\n```\n# no heading\n```"
    )
    assert text_warnings.of_text(right) == []


def test_the_shipped_texts_give_no_warnings(content):
    from guidance.models.including import INCLUDING

    found = {
        f"{row} {name}": warnings
        for model, names in INCLUDING.items()
        for row in model.objects.published()
        for name in names
        if (warnings := text_warnings.of_text(getattr(row, name)))
    }
    assert found == {}


# The preview


def test_the_preview_says_what_is_worth_a_second_look(draft, editor_client):
    sent = editor_client.post(address(draft, "preview"), {"title": "T", "group": "issues", "body": "# Top"})
    assert "Worth a second look" in sent.content.decode()
    assert "first level" in sent.content.decode()


@pytest.mark.parametrize("noun", ["guidancepage", "handout", "helpline", "resource", "service", "update"])
def test_what_is_not_saved_yet_can_be_previewed(noun, content, adviser_client):
    url = reverse(f"admin:guidance_{noun}_add")
    opened = adviser_client.get(url)
    preview = reverse(f"admin:guidance_{noun}_preview_new")
    assert preview in opened.content.decode()
    form = opened.context["adminform"].form
    values = admin_forms.of_page(opened) | {"title": "A title that is new", "slug": "a-title-that-is-new"}
    for name, field in form.fields.items():
        if field.required and not values.get(name):
            choices = [value for value, _ in getattr(field, "choices", []) if value]
            values[name] = str(choices[0]) if choices else "2026-11-27" if name.endswith("_on") else "1"
    before = form.instance.__class__.objects.count()
    answer = adviser_client.post(preview, values)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Only signed-in staff see this" in page, re.findall("<li>(.*?)</li>", page)
    assert "A title that is new" in page
    assert form.instance.__class__.objects.count() == before


def test_a_preview_that_needs_more_says_what(editor_client, db):
    preview = reverse("admin:guidance_guidancepage_preview_new")
    answer = editor_client.post(preview, {"title": ""})
    assert "Title: Fill this in." in answer.content.decode()
    assert editor_client.get(preview).status_code == 405


def test_no_stranger_previews_what_is_not_saved(client, db):
    client.force_login(make_person(is_staff=True))
    assert client.post(reverse("admin:guidance_guidancepage_preview_new"), {}).status_code == 403
    client.logout()
    assert client.post(reverse("admin:guidance_guidancepage_preview_new"), {}).status_code == 302
