"""Clauses put in shared blocks by key: an edition keeps their words, and new words wait for the next one."""

import json
import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from guidance.fixture_reader import FixtureError
from guidance.loading import content as loading
from guidance.models import Clause, PolicyTemplate, SharedBlock
from guidance.policies import rows, shared_blocks, validation
from guidance.policies.diff import compare
from guidance.policies.schema import FrozenClause
from guidance.services import clause_changes, editing, editions, included
from guidance.services.shared_blocks import publish_block
from tests.document import Document
from tests.guidance.policies import opened, part, shipped_book
from tests.guidance.test_policy_admin import admin_address, data_of, errors, save
from tests.guidance.test_policy_loading import rewrite

PAGE = "/policies/social-media/"
LEAD = "Everybody keeps to this rule.\n{block:never}\nThat protects {learners}."
OLD = """
**Do not look.** Ring {childline}, or see [who to ring](page:front_door).

1. Stop.
2. Tell [the service](resource:kcsie).
"""
NEW = "**Never look at it.** Ring {childline}."
SHARED = "The words that this clause shares with other pages of this site have changed."


def words_of(answer) -> str:
    return "\n".join(paragraph.text for paragraph in opened(answer.content).paragraphs)


def shown(client, address=PAGE) -> Document:
    return Document.of(client.get(address))


def clause_of(document: Document):
    return document.select("#aims-purpose")[0]


def edition_two(fixtures) -> None:
    rewrite(fixtures, ('edition = "2026.1"', 'edition = "2026.2"'), ("2026-11-22", "2026-11-24"))


@pytest.fixture
def with_block(db, fixtures) -> PolicyTemplate:
    """The small portal, in which the first clause of the policy puts in a block; loaded once."""
    blocks = fixtures / "blocks.toml"
    blocks.write_text(blocks.read_text().replace('text = "Do not look."', f'text = """{OLD}"""'))
    path = fixtures / "policies" / "social-media.toml"
    path.write_text(re.sub('text = "This policy says [^"]*"', f'text = """\n{LEAD}\n"""', path.read_text()))
    loading.load(fixtures)
    return PolicyTemplate.objects.get(slug="social-media")


@pytest.fixture
def clause(with_block) -> Clause:
    return Clause.objects.get(section__template=with_block, key="aims-purpose")


@pytest.fixture
def reworded(with_block, adviser) -> SharedBlock:
    """The block after an adviser has published other words for it."""
    SharedBlock.objects.filter(key="never").update(text=NEW)
    block = SharedBlock.objects.get(key="never")
    publish_block(block=block, reviewed_by="Ann Other", by=adviser)
    return block


def test_the_page_shows_the_words_of_the_block_with_its_numbers_and_addresses(client, with_block):
    clause = clause_of(shown(client))
    assert "Do not look. Ring Childline 0800 1111, or see who to ring." in clause.text
    links = {link.text: link.attributes["href"] for link in clause.select("a[href]")}
    assert links["0800 1111"] == "tel:08001111"
    assert links["who to ring"] == "/front-door/"
    assert [item.text for item in clause.select("ol li")] == ["Stop.", "Tell the service."]
    lines = [line.text for line in clause.select("p")]
    assert lines[0] == "Everybody keeps to this rule."
    assert lines[2] == "That protects learners."
    assert "{" not in clause.text


def test_a_clause_says_nothing_of_how_sure_a_fact_of_its_block_is(client, db, fixtures):
    blocks = fixtures / "blocks.toml"
    blocks.write_text(blocks.read_text().replace("Do not look.", "Do not look{fact:day-one}. Stop."))
    rewrite(fixtures, ('text = "This policy says', 'text = "One rule:\\n{block:never}\\nThis policy says'))
    loading.load(fixtures)
    clause = clause_of(shown(client))
    assert "One rule: Do not look. Stop. This policy says" in clause.text
    draft = editions.draft(template=PolicyTemplate.objects.get(slug="social-media"))
    assert not draft.is_new


def test_the_rows_keep_the_name_of_the_block_and_nothing_waits(with_block, clause):
    assert clause.newest.text == LEAD
    draft = editions.draft(template=with_block)
    assert not draft.is_new
    assert clause_changes.of_draft(draft) == []


def test_the_plain_and_the_tailored_word_file_have_the_words_and_full_addresses(client, with_block):
    plain = client.get(reverse("guidance:policy_word", args=["social-media"]))
    answers = {"setting_name": "Elm", "setting_type": "primary"}
    tailored = client.post(reverse("guidance:policy_tailor", args=["social-media"]), answers)
    for answer in (plain, tailored):
        assert "Do not look. Ring Childline 0800 1111, or see who to ring." in words_of(answer)
        assert "{" not in words_of(answer)
        targets = re.findall('Target="([^"]+)"', part(answer.content, "word/_rels/document.xml.rels"))
        assert f"{settings.SITE_URL}/front-door/" in targets
        assert not [target for target in targets if target.startswith(("/", "page:", "resource:"))]


def test_numbered_points_of_each_block_start_at_one_in_word(client, with_block, adviser):
    other = Clause.objects.get(section__template=with_block, key="staff-own")
    editions.reword(clause=other, text="First.\n{block:never}", change_note="More.", by=adviser)
    editions.issue(template=with_block, note="More.", by=adviser)
    data = client.get(reverse("guidance:policy_word", args=["social-media"])).content
    lists = re.findall(r"<w:numId w:val=\"(\d+)\"/></w:numPr>", part(data, "word/document.xml"))
    assert len(lists) == 4
    assert len(set(lists)) == 2
    for number in set(lists):
        (made,) = re.findall(rf'<w:num w:numId="{number}">.*?</w:num>', part(data, "word/numbering.xml"))
        assert '<w:startOverride w:val="1"/>' in made


def test_a_setting_that_changes_nothing_has_no_words_of_its_own(client, with_block):
    address = reverse("guidance:policy_tailor", args=["social-media"])
    answers = {"setting_name": "Elm", "setting_type": "primary"}
    preview = Document.of(client.post(address, {**answers, "step": "preview"}))
    typed = preview.select("#own_aims-purpose")[0].node.text.removeprefix("\n")
    assert "**Do not look.** Ring Childline [0800 1111](tel:08001111)" in typed
    assert "\n\n1. Stop.\n2. Tell [the service](" in typed
    sent_back = client.post(address, {**answers, "own_aims-purpose": typed})
    untouched = client.post(address, answers)
    codes = [opened(answer.content).core_properties.keywords for answer in (sent_back, untouched)]
    assert codes[0] == codes[1]
    report = client.get(reverse("guidance:policy_changes"), {"code": codes[0]})
    assert "Nothing has changed." in Document.of(report).text


def test_search_finds_the_policy_by_the_words_of_the_block(client, with_block, adviser):
    SharedBlock.objects.filter(key="never").update(public_text="A word like xylophone.")
    editions.issue(template=with_block, note="New words.", by=adviser)
    editing.update_derived(with_block)
    assert PAGE in client.get("/search/?q=xylophone").content.decode()


class TestNewWordsOfABlock:
    def test_readers_keep_the_words_of_the_edition(self, client, reworded):
        assert "Do not look." in shown(client).text
        assert "Never look at it." not in shown(client).text

    def test_they_wait_for_a_new_edition_which_is_no_edit_of_an_adviser(self, with_block, reworded):
        draft = editions.draft(template=PolicyTemplate.objects.get(pk=with_block.pk))
        assert draft.is_new
        assert not draft.is_edited_besides(draft.text)
        assert [change.label for change in clause_changes.of_draft(draft)] == ["What this policy is for"]

    def test_the_admin_names_the_clause_and_previews_it(self, adviser_client, with_block, reworded):
        asked = adviser_client.get(admin_address(with_block, "issue")).content.decode()
        assert "What this policy is for (changed)" in asked
        assert "Never look at it." in shown(adviser_client, admin_address(with_block, "preview")).text

    def test_a_new_edition_has_them_and_the_old_one_stays(self, adviser_client, client, with_block, reworded):
        adviser_client.post(
            admin_address(with_block, "issue"), {"readers": "tell", "note": "The rule is clearer."}
        )
        assert "Never look at it." in clause_of(shown(client)).text
        assert "Do not look." in clause_of(shown(client, f"{PAGE}?edition=2026.1")).text
        assert not editions.draft(template=PolicyTemplate.objects.get(pk=with_block.pk)).is_new

    def test_the_report_shows_both_and_says_why(self, adviser_client, client, with_block, reworded):
        plain = client.get(reverse("guidance:policy_word", args=["social-media"]))
        code = {"code": opened(plain.content).core_properties.keywords}
        adviser_client.post(
            admin_address(with_block, "issue"), {"readers": "tell", "note": "The rule is clearer."}
        )
        report = shown(client, f"{reverse('guidance:policy_changes')}?code={code['code']}")
        word = opened(client.get(reverse("guidance:policy_changes_word"), code).content)
        cells = "\n".join(cell.text for table in word.tables for cell in table._cells)
        lines = "\n".join(paragraph.text for paragraph in word.paragraphs)
        assert "1 clause changed" in report.text
        for text in (report.text, f"{cells}\n{lines}"):
            assert "Do not look." in text
            assert "Never look at it." in text
            assert SHARED in text
            assert "block:" not in text

    def test_the_loader_goes_on_to_the_next_edition_of_the_file(self, client, with_block, fixtures, reworded):
        edition_two(fixtures)
        loading.load(fixtures)
        assert PolicyTemplate.objects.get(pk=with_block.pk).edition.number == "2026.2"
        assert "Never look at it." in clause_of(shown(client)).text

    def test_an_adviser_who_reworded_the_clause_too_is_left_alone(
        self, with_block, clause, fixtures, reworded, adviser
    ):
        editions.reword(clause=clause, text="Ours.\n{block:never}", change_note="Shorter.", by=adviser)
        edition_two(fixtures)
        loading.load(fixtures)
        assert PolicyTemplate.objects.get(pk=with_block.pk).edition.number == "2026.1"

    def test_a_clause_reworded_meanwhile_has_the_note_of_its_writer(
        self, with_block, clause, reworded, adviser
    ):
        editions.reword(clause=clause, text="Ours.\n{block:never}", change_note="Shorter.", by=adviser)
        draft = editions.draft(template=PolicyTemplate.objects.get(pk=with_block.pk))
        (change,) = compare([rows.text_of(draft.newest), draft.text])
        assert change.notes == ("Shorter.",)


def test_a_draft_of_a_block_is_in_no_edition(client, with_block):
    SharedBlock.objects.filter(key="never").update(text="Another draft.")
    assert not editions.draft(template=with_block).is_new


def test_an_edition_that_was_issued_before_there_were_blocks_is_read(client, loaded, fixtures):
    edition = PolicyTemplate.objects.get(slug="social-media").edition
    content = json.loads(json.dumps(edition.content))
    for section in content["sections"]:
        for frozen in section["clauses"]:
            del frozen["raw_text"]
    type(edition).objects.filter(pk=edition.pk).update(content=content)
    assert "This policy says how people" in clause_of(shown(client)).text
    draft = editions.draft(template=PolicyTemplate.objects.get(slug="social-media"))
    assert not draft.is_new
    assert not draft.is_edited_besides(draft.text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("See {block:nothing} first.", "must have {block:nothing} on a line of its own."),
        ("- {block:never}", "must have {block:never} on a line of its own."),
        ("First.\n{block:nothing}", "no published shared block nothing"),
        ("First.\n{block:Never}", "no published shared block Never"),
        ("{block:points}", "must open with a sentence"),
        ("First.\n{block:heading}", "A clause may have"),
        ("Ring {emergency-999}.", "a placeholder was left"),
        ("First.\n\n3. Third", "numbered from 1"),
    ],
)
def test_a_block_that_cannot_stand_in_a_clause_is_refused_at_once(
    adviser_client, clause, reworded, text, message
):
    for key, words in (("points", "- Only a point"), ("heading", "## A heading")):
        SharedBlock.objects.create(
            **{"key": key, "title": key, "text": words},
            **{"public_title": key, "public_text": words, "published_at": reworded.published_at},
        )
    answer = save(adviser_client, clause, text=text, change_note="Why.")
    assert answer.status_code == 200
    assert message in Document(errors(answer)).text
    assert clause.versions.count() == 1


def test_a_block_that_nobody_published_is_refused(adviser_client, clause):
    SharedBlock.objects.create(key="draft", title="Draft", text="A draft.")
    answer = save(adviser_client, clause, text="First.\n{block:draft}", change_note="Why.")
    assert "no published shared block draft" in errors(answer)


def test_an_adviser_writes_the_name_of_a_block_into_a_clause(adviser_client, clause):
    data = data_of(clause, text="Ours.\n\n{block:never}", change_note="Shorter.")
    assert adviser_client.post(admin_address(clause), data).status_code == 302
    assert clause.newest.text == "Ours.\n\n{block:never}"
    page = shown(adviser_client, admin_address(clause.section.template, "preview"))
    assert "Ours. Do not look." in clause_of(page).text


def test_the_form_says_how_a_block_is_put_in(adviser_client, clause):
    assert "{block:its-name} on a line of its own" in shown(adviser_client, admin_address(clause)).text


def test_a_heading_of_a_section_has_no_block(with_block, adviser):
    with_block.sections.filter(key="aims").update(title="{block:never}")
    with pytest.raises(ValidationError, match="a placeholder was left"):
        editions.issue(template=with_block, note="A note.", by=adviser)


def test_no_edition_is_issued_once_its_block_is_gone(with_block, adviser):
    SharedBlock.objects.filter(key="never").delete()
    with pytest.raises(ValidationError, match="Clause aims-purpose names {block:never}, but there is no"):
        editions.issue(template=with_block, note="A note.", by=adviser)


def test_the_loader_refuses_a_block_that_is_not_there_and_names_the_file_and_the_clause(db, fixtures):
    rewrite(fixtures, ('text = "This policy says', 'text = "First.\\n{block:nothing}\\nThis policy says'))
    with pytest.raises(FixtureError) as caught:
        loading.load(fixtures)
    assert str(caught.value).startswith("policies/social-media.toml: sections: Clause aims-purpose names")
    assert "no published shared block nothing" in str(caught.value)
    assert not PolicyTemplate.objects.exists()


def test_a_template_that_names_no_block_asks_for_nothing(portal, django_assert_num_queries):
    text = editions.draft(template=PolicyTemplate.objects.get(slug="image-use")).text
    with django_assert_num_queries(0):
        assert included.template_with_blocks(text) == text


def test_every_shipped_block_can_stand_in_a_clause():
    book = shipped_book()
    assert len(book.blocks) > 20
    for key in book.blocks:
        clause = FrozenClause(key=key, label=key, text=f"We do this:\n{{block:{key}}}")
        assert validation.clause_errors(shared_blocks.put_in(clause, book)) == []
