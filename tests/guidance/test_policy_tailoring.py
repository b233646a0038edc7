"""Making a policy one's own: questions, preview, own words, Word file; and nothing typed is kept."""

import io
import logging
import re
from html import unescape
from pathlib import Path

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from guidance.models import PolicyTemplate
from tests.guidance.policies import SLUGS, opened

MARKER = "Zyxwv Marker School"
NEEDED = {"setting_name": MARKER, "setting_type": "primary"}


def url(slug="social-media"):
    return f"/policies/{slug}/tailor/"


def text_of(response) -> str:
    document = opened(response.content)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("slug", SLUGS)
def test_the_questions_are_few_and_need_no_script(client, portal, slug):
    first = client.get(url(slug))
    then = client.post(url(slug), {**NEEDED, "step": "questions"})
    asked = []
    for response in (first, then):
        page = response.content.decode()
        assert response.status_code == 200
        names = set(re.findall(r'name="([a-z_]+)"', page))
        asked.append({name for name in names if f'id="id_{name}' in page})
        assert "<script" not in page
        assert not response.cookies
    assert asked[0] == {"setting_name", "setting_type", "governance", "phases", "answers_file"}
    assert 13 <= len(asked[1]) <= 24


@pytest.mark.parametrize("slug", SLUGS)
def test_name_and_kind_are_enough_for_a_word_file(client, portal, slug):
    response = client.post(url(slug), NEEDED)
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{slug}.docx"'
    assert "Marker" in text_of(response)


def test_a_childminder_is_asked_about_assistants_and_a_home(client, portal):
    asked = {"setting_name": "Elm", "setting_type": "childminder", "step": "questions"}
    page = client.post(url("mobile-and-smart-technology"), asked).content.decode()
    assert "Where do assistants keep their own phones?" in page
    assert "assistants room" not in page


def test_answers_arrive_in_the_file(client, portal):
    answers = {
        **NEEDED,
        "learners": "students",
        "dsl": "Jo Day",
        "leader": "Ms A Cole",
        "adopted_on": "2026-12-01",
        "review_on": "3 September 2027",
        "official_accounts": "no",
        "phases": ["ks2"],
    }
    text = text_of(client.post(url(), answers))
    for words in ("Jo Day or a deputy", "Ms A Cole", "1 December 2026", "by 3 September 2027", "students"):
        assert words in text
    assert "We do not run official social media accounts" in text
    assert "Young children meet social media" not in text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"setting_name": ""}, "Enter the name of your setting"),
        ({"setting_name": "x" * 201}, "Name of your setting must be 200 characters or fewer"),
        ({"setting_type": "castle"}, "Choose the type of setting from the list"),
        ({"phases": ["ks9"]}, "Choose ages from the list"),
        ({"official_accounts": "perhaps"}, "Choose an answer"),
        ({"adopted_on": "soon"}, "Date of approval: enter a date, like 3 September 2026"),
        ({"review_on": "1 May 2020"}, "Date of the next review: enter a date that is still to come"),
        ({"adopted_on": "2027-12-01", "review_on": "2027-11-01"}, "after the date of approval"),
        (
            {"own_aims-purpose": "x" * 4001},
            " must be 4,000 characters or fewer; it has 4,001",
        ),
        (
            {"own_aims-purpose": "- a\n" * 1000},
            " must be 200 lines or fewer; it has 1,000",
        ),
    ],
)
def test_a_mistake_is_explained_and_nothing_typed_is_lost(client, portal, change, message):
    response = client.post(url(), {**NEEDED, "dsl": "Jo Day", **change})
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert message in page
    assert 'class="error-summary"' in page
    assert 'value="Jo Day"' in page


def test_a_clause_with_too_many_lines_is_given_back_as_it_was_typed(client, portal):
    typed = "- a\r\n" * 1000
    page = client.post(url(), {**NEEDED, "own_aims-purpose": typed}).content.decode()
    assert page.count("- a\r\n") == 1000


def test_own_words_that_are_too_long_all_together_are_refused(client, portal):
    page = client.post(url("acceptable-use"), {**NEEDED, "step": "preview"}).content.decode()
    names = re.findall(r'name="(own_[^"]+)"', page)
    sent = {**NEEDED, **dict.fromkeys(names, "- a b c d e f g\n" * 199)}
    page = client.post(url("acceptable-use"), sent).content.decode()
    assert "must be shorter: your own words may have 4,000 lines in all" in page


def test_an_empty_post_is_a_mistake_and_not_a_blank_policy(client, portal):
    assert client.post(url()).status_code == 422


def test_the_preview_shows_the_policy_and_carries_the_answers(client, portal):
    page = unescape(client.post(url(), {**NEEDED, "step": "preview"}).content.decode())
    assert f"people connected with {MARKER} use social media" in page
    assert f'<input type="hidden" name="setting_name" value="{MARKER}">' in page
    assert 'name="own_aims-purpose"' in page
    assert 'name="out_staff-opinions"' in page
    assert 'name="out_aims-purpose"' not in page


def fields_of(page: str) -> dict:
    """What the browser would send from the preview."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    areas = re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.S)
    ticked = re.findall(r'<input type="checkbox" id="[^"]+" name="([^"]+)" checked', page)
    fields: dict = {}
    for name, value in [*hidden, *areas, *((name, "on") for name in ticked)]:
        fields.setdefault(name, []).append(unescape(value).replace("\n", "\r\n"))
    return fields


def test_an_untouched_preview_gives_the_same_file_as_the_questions_alone(client, portal):
    for slug in SLUGS:
        direct = client.post(url(slug), NEEDED)
        preview = client.post(url(slug), {**NEEDED, "step": "preview"}).content.decode()
        assert client.post(url(slug), fields_of(preview)).content == direct.content


def test_own_words_and_left_out_clauses_go_through_every_step(client, portal):
    fields = fields_of(client.post(url(), {**NEEDED, "step": "preview"}).content.decode())
    fields |= {"own_aims-purpose": "Our own aims.\r\n- kind", "out_staff-opinions": "on"}
    again = client.post(url(), {**fields, "step": "preview"}).content.decode()
    assert "In your own words." in again
    assert "do not speak for" not in again
    assert fields_of(again)["out_staff-opinions"] == ["on"]
    form = client.post(url(), {**fields_of(again), "step": "edit"}).content.decode()
    hidden_fields = fields_of(form)
    assert hidden_fields == {
        **{name: [value] for name, value in NEEDED.items()},
        "own_aims-purpose": ["Our own aims.\r\n- kind"],
        "out_staff-opinions": ["on"],
    }
    text = text_of(client.post(url(), {**NEEDED, **hidden_fields}))
    assert "Our own aims." in text
    assert "In our own words: 1.1." in text
    assert "do not speak for" not in text


def test_a_changed_answer_does_not_turn_untouched_clauses_into_own_words(client, portal):
    fields = fields_of(client.post(url(), {**NEEDED, "step": "preview"}).content.decode())
    form = client.post(url(), {**fields, "step": "edit"}).content.decode()
    assert fields_of(form) == {name: [value] for name, value in NEEDED.items()}


def test_hostile_text_is_shown_as_text(client, portal):
    name = '<script>alert(1)</script> & "Sons" مدرسة 🌞 \x00\x1b\u202e'
    response = client.post(url(), {**NEEDED, "setting_name": name, "step": "preview"})
    page = response.content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page
    assert '<script>alert(1)</script> & "Sons" مدرسة 🌞' in text_of(
        client.post(url(), {**NEEDED, "setting_name": name})
    )


def test_no_cookie_and_no_stored_copy(client, portal):
    for step in ("preview", "edit", "download"):
        response = client.post(url(), {**NEEDED, "step": step})
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
    refused = client.post(url(), {**NEEDED, "setting_type": ""})
    assert "no-store" in refused["Cache-Control"]
    assert not refused.cookies


def test_a_reader_without_a_token_is_not_refused(portal):
    assert Client(enforce_csrf_checks=True).post(url(), NEEDED).status_code == 200


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, portal, method):
    assert getattr(client, method)(url()).status_code == 405


def everything_stored() -> str:
    rows = (str(row) for model in apps.get_models() for row in model.objects.values_list())
    return "\n".join([*rows, str(getattr(cache, "_cache", ""))])


def test_what_is_typed_is_nowhere_afterwards(client, portal, settings):
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    logging.getLogger().addHandler(handler)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        fields = {
            **dict.fromkeys(
                ("setting_name", "dsl", "leader", "deputies", "governor", "contact_route"), MARKER
            ),
            "own_aims-purpose": MARKER,
            "setting_type": "primary",
        }
        for step in ("preview", "edit", "download"):
            response = client.post(url(), {**fields, "step": step})
            assert response.status_code == 200
            assert MARKER not in str(response.headers)
        client.post(url(), {**fields, "adopted_on": MARKER})
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(level)
    assert MARKER not in heard.getvalue()
    assert MARKER not in everything_stored()
    assert not list(Path(settings.BASE_DIR).glob("*.docx"))


def test_a_failure_does_not_quote_what_was_typed(client, portal, monkeypatch):
    def fail(*arguments, **options):
        raise RuntimeError(MARKER)

    monkeypatch.setattr("guidance.clause_forms.tailor", fail)
    with pytest.raises(Exception, match="RuntimeError at") as caught:
        client.post(url(), NEEDED)
    assert MARKER not in str(caught.value)


def test_a_template_that_was_changed_after_the_form_was_opened_still_answers(client, portal):
    """Fields of clauses that are no longer there are ignored."""
    response = client.post(url(), {**NEEDED, "own_gone-clause": "Words.", "out_gone-clause": "on"})
    assert response.status_code == 200
    assert PolicyTemplate.objects.count() == len(SLUGS)
