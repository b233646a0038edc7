"""Clauses get new words and templates new editions, and nothing issued ever changes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from guidance.models import Clause, PolicyTemplate, Revision
from guidance.services import editions, publishing
from lesas_portal.core.models import AuditEntry


@pytest.fixture
def template(portal) -> PolicyTemplate:
    return PolicyTemplate.objects.get(slug="social-media")


@pytest.fixture
def clause(template) -> Clause:
    return Clause.objects.get(section__template=template, key="aims-purpose")


def reword(clause, adviser, text="New words.", note="They are clearer."):
    return editions.reword(clause=clause, text=text, change_note=note, by=adviser)


def test_issued_words_get_a_new_version(clause, adviser):
    issued = clause.newest
    assert reword(clause, adviser).number == issued.number + 1
    assert clause.versions.get(number=issued.number).text == issued.text


def test_words_that_no_edition_has_yet_are_written_over(clause, adviser):
    issued = clause.newest.number
    reword(clause, adviser)
    assert reword(clause, adviser, text="Newer words.").number == issued + 1
    assert clause.versions.count() == 2


def test_the_same_words_again_change_nothing(clause, adviser):
    version = clause.newest
    notes = {"change_note": version.change_note, "what_to_do": version.what_to_do}
    assert editions.reword(clause=clause, text=version.text, **notes, by=adviser) is None


def test_issued_words_do_not_change_without_a_note(clause, adviser):
    with pytest.raises(ValidationError, match="Say what changed"):
        reword(clause, adviser, note=" ")
    assert clause.versions.count() == 1


def test_an_issued_note_is_not_rewritten(clause, adviser):
    with pytest.raises(ValidationError, match="in an edition already"):
        reword(clause, adviser, text=clause.newest.text)


def test_an_edition_freezes_the_words_and_tells_readers(template, clause, adviser):
    first = template.edition
    reword(clause, adviser)
    edition = editions.issue(template=template, note="Clearer aims.", by=adviser, on=date(2026, 12, 1))
    assert (edition.year, edition.sequence) == (2026, first.sequence + 1)
    assert template.editions.last().content == first.content
    history = Revision.objects.of(template).notable()
    assert [revision.note for revision in history] == [f"Edition {edition.number}: Clearer aims."]


def test_the_first_edition_of_a_year_starts_again_at_one(template, clause, adviser):
    reword(clause, adviser)
    edition = editions.issue(template=template, note="Clearer aims.", by=adviser, on=date(2027, 9, 1))
    assert edition.number == "2027.1"


def test_an_edition_needs_a_change_and_a_note(template, clause, adviser):
    with pytest.raises(ValidationError, match="Nothing has changed"):
        editions.issue(template=template, note="A note.", by=adviser)
    reword(clause, adviser)
    with pytest.raises(ValidationError, match="Say what changed"):
        editions.issue(template=template, note="", by=adviser)


def test_a_template_that_some_setting_could_not_use_is_not_issued(template, clause, adviser):
    before = template.edition.number
    reword(clause, adviser, text="Tell [name].")
    with pytest.raises(ValidationError, match="looks like a prompt"):
        editions.issue(template=template, note="A note.", by=adviser)
    assert template.edition.number == before


def test_a_template_without_an_edition_is_not_published(portal, adviser):
    template = PolicyTemplate.objects.create(
        title="New", slug="new", summary="New.", code="NW", statutory_basis="None."
    )
    with pytest.raises(ValidationError, match="first edition"):
        publishing.publish(obj=template, by=adviser)
    template.refresh_from_db()
    assert template.status == "draft"


def test_who_rewords_a_clause_or_issues_an_edition_is_named(template, clause, adviser):
    AuditEntry.objects.all().delete()
    reword(clause, adviser)
    reword(clause, adviser)
    editions.issue(template=template, note="Clearer aims.", by="a_command")
    done = AuditEntry.objects.order_by("pk").values_list("actor", "action", "object_key")
    assert list(done) == [
        (adviser.username, "reword", str(clause.pk)),
        ("a_command", "issue", "social-media"),
        ("a_command", "note_change", "social-media"),
    ]
    assert (clause.newest.by, template.editions.first().by) == (adviser, None)


def test_a_template_withdrawn_meanwhile_gets_no_edition(template, clause, adviser):
    reword(clause, adviser)
    publishing.withdraw(obj=PolicyTemplate.objects.get(pk=template.pk), by=adviser, reason="It is old.")
    with pytest.raises(ValidationError, match="withdrawn now"):
        editions.issue(template=template, note="Clearer aims.", by=adviser)
    assert template.editions.count() == 1
