"""Advisers write clauses, preview and issue editions, and find what a document's new edition touches."""

import pytest
from django.urls import reverse

from guidance.models import Clause, PolicySection, PolicyTemplate, Resource
from guidance.policies import validation
from guidance.policies.tailor import tailor
from guidance.services import editions
from tests.admin_forms import of_page, opened
from tests.document import Document
from tests.factories import make_person
from tests.guidance.policies import opened as opened_word


@pytest.fixture
def template(portal) -> PolicyTemplate:
    return PolicyTemplate.objects.get(slug="social-media")


@pytest.fixture
def clause(template) -> Clause:
    return Clause.objects.get(section__template=template, key="aims-purpose")


def admin_address(obj, action="change"):
    return reverse(f"admin:guidance_{obj._meta.model_name}_{action}", args=[obj.pk])


def data_of(clause, **changes):
    """What the form of a clause sends, with its version history below it."""
    newest = clause.newest
    fields = {
        **{name: getattr(newest, name) for name in ("text", "change_note", "what_to_do")},
        **{name: getattr(clause, name) for name in ("label", "order", "why", "reference")},
        **{name: getattr(clause, name) for name in ("types", "phases", "answers")},
        "required": "on" if clause.required else "",
        "in_use": "on",
        "source": clause.source_id or "",
        "versions-TOTAL_FORMS": "0",
        "versions-INITIAL_FORMS": "0",
    }
    return {**fields, **changes}


def save(client, clause, **changes):
    return client.post(admin_address(clause), data_of(clause, **changes))


def errors(response) -> str:
    return str(response.context["adminform"].form.errors)


def test_new_words_become_a_new_version_that_the_public_does_not_see_yet(adviser_client, client, clause):
    issued = clause.newest.number
    answer = save(adviser_client, clause, text="New aims.", change_note="They are clearer.")
    assert answer.status_code == 302
    assert (clause.newest.number, clause.newest.text) == (issued + 1, "New aims.")
    assert clause.newest.by.username
    assert "New aims." not in client.get("/policies/social-media/").content.decode()


def test_saving_unchanged_words_makes_no_version(adviser_client, clause):
    save(adviser_client, clause, why="A better reason.")
    clause.refresh_from_db()
    assert (clause.why, clause.versions.count()) == ("A better reason.", 1)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": "New aims."}, "Say what changed and why"),
        ({"text": "Tell {somebody}.", "change_note": "Why."}, "not a placeholder"),
        ({"text": "Tell [name].", "change_note": "Why."}, "looks like a prompt"),
        ({"text": "# Heading", "change_note": "Why."}, "A clause may have"),
        ({"text": "", "change_note": "Why."}, "Fill this in"),
        ({"change_note": "A note without new words."}, "only new words get a new note"),
        ({"answers": ["phones:lost"]}, "is not one of the answers"),
    ],
)
def test_words_that_could_not_stand_are_refused_at_once(adviser_client, clause, changes, message):
    answer = save(adviser_client, clause, **changes)
    assert answer.status_code == 200
    assert message in errors(answer)
    assert clause.versions.count() == 1


def test_two_forms_open_at_once_keep_the_new_words_of_a_clause(adviser_client, clause):
    issued = clause.newest.number
    mine, theirs = (opened(adviser_client, admin_address(clause)) for _ in range(2))
    words = {"text": "New aims.", "change_note": "They are clearer."}
    assert adviser_client.post(admin_address(clause), theirs | words).status_code == 302
    page = adviser_client.post(admin_address(clause), mine | {"why": "A better reason."})
    assert page.status_code == 409
    assert adviser_client.post(admin_address(clause), of_page(page)).status_code == 302
    clause = Clause.objects.get(pk=clause.pk)
    written = (clause.newest.number, clause.newest.text, clause.why)
    assert written == (issued + 1, "New aims.", "A better reason.")


def test_a_clause_can_be_added_with_its_first_words(adviser_client, template):
    section = PolicySection.objects.get(template=template, key="aims")
    data = {
        **{"section": section.pk, "key": "aims-new", "label": "New", "order": "9", "why": "Because."},
        **{"text": "We are kind.", "in_use": "on", "types": ["nursery"]},
        **{"versions-TOTAL_FORMS": "0", "versions-INITIAL_FORMS": "0"},
    }
    assert adviser_client.post(reverse("admin:guidance_clause_add"), data).status_code == 302
    added = Clause.objects.get(key="aims-new")
    assert (added.newest.number, added.types) == (1, ["nursery"])


def test_the_preview_shows_the_draft_as_a_page_and_as_word(adviser_client, template, clause):
    save(adviser_client, clause, text="New aims.", change_note="They are clearer.")
    page = adviser_client.get(admin_address(template, "preview"))
    assert "New aims." in page.content.decode()
    assert "A draft: not issued yet." in page.content.decode()
    word = adviser_client.get(admin_address(template, "preview_word"))
    assert "New aims." in "\n".join(paragraph.text for paragraph in opened_word(word.content).paragraphs)


def test_the_preview_says_what_stands_in_the_way_of_an_edition(adviser_client, template):
    PolicySection.objects.filter(template=template, key="aims").update(title="Aims of {nobody}")
    page = adviser_client.get(admin_address(template, "preview"))
    assert "{nobody}, which is not a placeholder" in page.content.decode()
    assert adviser_client.get(admin_address(template, "preview_word")).status_code == 404


def test_each_policy_of_a_draft_is_built_once_to_preview_it(adviser_client, template, clause, monkeypatch):
    save(adviser_client, clause, text="Aims that nobody had before.", change_note="They are clearer.")
    built = []

    def counted(text, answers):
        built.append(answers)
        return tailor(text, answers)

    monkeypatch.setattr(validation, "tailor", counted)
    page = adviser_client.get(admin_address(template, "preview")).content.decode()
    assert "Aims that nobody had before." in page
    text = editions.draft(template=template).text
    assert len(built) == len(list(validation.answer_combinations(text)))


def test_the_draft_in_word_is_for_those_who_may_see_the_template(client, template):
    word = admin_address(template, "preview_word")
    client.force_login(make_person(is_staff=True))
    assert client.get(word).status_code == 403
    client.force_login(make_person("Editor"))
    assert client.get(word).status_code == 302
    client.force_login(make_person("Editor", is_staff=True))
    assert client.get(word).status_code == 200
    assert client.post(word).status_code == 405


def test_an_edition_is_issued_with_a_note_and_readers_see_it(adviser_client, client, template, clause):
    save(adviser_client, clause, text="New aims.", change_note="They are clearer.")
    asked = adviser_client.get(admin_address(template, "issue")).content.decode()
    assert f"{clause.label} (changed)" in asked
    assert (
        adviser_client.post(admin_address(template, "issue"), {"readers": "tell", "note": ""}).status_code
        == 200
    )
    assert (
        adviser_client.post(
            admin_address(template, "issue"), {"readers": "tell", "note": "Clearer aims."}
        ).status_code
        == 302
    )
    page = client.get("/policies/social-media/").content.decode()
    assert "New aims." in page
    assert "Clearer aims." in page


def test_the_words_of_a_clause_are_shown_before_they_are_issued_and_later_ones_refused(
    adviser_client, template, clause
):
    save(adviser_client, clause, text="New aims.", change_note="They are clearer.")
    asked = adviser_client.get(admin_address(template, "issue"))
    assert "New aims." in [ins.text for ins in Document.of(asked).all("ins")]
    save(adviser_client, clause, text="Newer aims.", change_note="They are clearer still.")
    answers = {"readers": "tell", "note": "Clearer aims.", "seen": asked.context["form"]["seen"].value()}
    refused = adviser_client.post(admin_address(template, "issue"), answers)
    assert "It changed after you opened this page" in Document.of(refused).text
    assert "Newer aims." in [ins.text for ins in Document.of(refused).all("ins")]
    assert template.editions.count() == 1
    again = answers | {"seen": refused.context["form"]["seen"].value()}
    assert adviser_client.post(admin_address(template, "issue"), again).status_code == 302


def test_an_edition_that_some_setting_could_not_use_is_refused(adviser_client, template):
    PolicySection.objects.filter(template=template, key="aims").update(title="Aims of {nobody}")
    answer = adviser_client.post(admin_address(template, "issue"), {"readers": "tell", "note": "A note."})
    assert answer.status_code == 200
    assert "not a placeholder" in str(answer.context["form"].errors)
    assert template.editions.count() == 1


def test_a_clause_out_of_use_leaves_the_next_edition_only(adviser_client, client, template, clause):
    data = data_of(clause)
    del data["in_use"]
    adviser_client.post(admin_address(clause), data)
    first = template.edition.number
    adviser_client.post(admin_address(template, "issue"), {"readers": "tell", "note": "One clause less."})
    assert 'id="aims-purpose"' not in client.get("/policies/social-media/").content.decode()
    old = client.get(f"/policies/social-media/?edition={first}").content.decode()
    assert 'id="aims-purpose"' in old


def test_an_editor_writes_but_does_not_issue(editor_client, template, clause):
    assert save(editor_client, clause, text="New aims.", change_note="Why.").status_code == 302
    assert editor_client.get(admin_address(template, "issue")).status_code == 403
    assert (
        editor_client.post(
            admin_address(template, "issue"), {"readers": "tell", "note": "A note."}
        ).status_code
        == 403
    )


def test_nobody_deletes_what_was_issued(adviser_client, template, clause):
    for obj in (template, clause, clause.section):
        assert adviser_client.post(admin_address(obj, "delete"), {"post": "yes"}).status_code == 403


def test_a_visitor_sees_no_draft(client, template):
    for address in (
        admin_address(template, "preview_word"),
        reverse("admin:guidance_clause_report"),
        admin_address(template, "issue"),
    ):
        assert client.get(address).status_code == 302


def test_all_clauses_that_cite_a_document_are_found(adviser_client, portal):
    page = adviser_client.get(reverse("admin:guidance_clause_changelist"), {"source": "kcsie"})
    found = {clause.source.slug for clause in page.context["cl"].result_list}
    assert found == {"kcsie"}
    assert page.context["cl"].result_count == Clause.objects.filter(source__slug="kcsie").count()
    none = adviser_client.get(reverse("admin:guidance_clause_changelist"), {"source": "none"})
    assert {clause.source for clause in none.context["cl"].result_list} == {None}


def test_the_report_shows_which_documents_are_newer_than_the_words(adviser_client, portal):
    report = reverse("admin:guidance_clause_report")
    page = adviser_client.get(report).content.decode()
    assert "?source=kcsie" in page
    assert "The document is newer" not in page
    Resource.objects.filter(slug="kcsie").update(edition="2027-09-01")
    assert "The document is newer" in adviser_client.get(report).content.decode()


def test_the_report_is_for_those_who_may_see_clauses(client, db):
    client.force_login(make_person(is_staff=True))
    assert client.get(reverse("admin:guidance_clause_report")).status_code == 403


def test_the_list_of_clauses_costs_a_fixed_number_of_queries(
    adviser_client, portal, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14):
        adviser_client.get(reverse("admin:guidance_clause_changelist"))
