"""Loading the policy templates: whole, once, and never over what an adviser did."""

from datetime import date

import pytest
from django.conf import settings

from guidance.fixture_reader import FixtureError
from guidance.loading import content as loading
from guidance.models import Clause, ClauseVersion, PolicyEdition, PolicyTemplate
from guidance.services import editions

FIRST = "This policy says how people connected with {setting} use social media"


def rewrite(fixtures, *changes):
    path = fixtures / "policies" / "social-media.toml"
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text)


SECOND_EDITION = (
    ('edition = "2026.1"', 'edition = "2026.2"'),
    ("issued_on = 2026-11-22", "issued_on = 2026-12-01"),
    ('note = "First edition written for this portal."', 'note = "New words."'),
    (
        f'label = "What this policy is for"\ntext = "{FIRST}',
        f'version = 2\nchange_note = "Clearer."\nlabel = "What this policy is for"\ntext = "Now: {FIRST}',
    ),
)


def test_every_template_arrives_with_its_edition(portal):
    assert PolicyTemplate.objects.published().count() == 5
    assert PolicyEdition.objects.count() == 5
    for template in PolicyTemplate.objects.all():
        template.full_clean()
        assert not editions.draft(template=template).is_new
    assert Clause.objects.filter(source__slug="kcsie").exists()


def test_a_second_run_adds_no_clause_version_or_edition(portal):
    before = [model.objects.count() for model in (Clause, ClauseVersion, PolicyEdition)]
    loading.load(settings.FIXTURES_DIR)
    assert [model.objects.count() for model in (Clause, ClauseVersion, PolicyEdition)] == before


def test_a_newer_edition_in_the_files_arrives_and_the_old_words_stay_readable(loaded, fixtures):
    rewrite(fixtures, *SECOND_EDITION)
    loading.load(fixtures)
    template = PolicyTemplate.objects.get(slug="social-media")
    assert [edition.number for edition in template.editions.all()] == ["2026.2", "2026.1"]
    clause = Clause.objects.get(section__template=template, key="aims-purpose")
    assert [version.number for version in clause.versions.all()] == [2, 1]
    assert clause.newest.text.startswith("Now: ")


def test_a_clause_that_leaves_the_files_is_kept_out_of_use(loaded, fixtures):
    cut = (fixtures / "policies/social-media.toml").read_text()
    start = cut.index('[[sections.clauses]]\nkey = "staff-groups"')
    end = cut.index("[[sections.clauses]]", start + 5)
    (fixtures / "policies/social-media.toml").write_text(cut[:start] + cut[end:])
    rewrite(fixtures, *SECOND_EDITION[:3])
    loading.load(fixtures)
    assert not Clause.objects.get(key="staff-groups").in_use


def test_words_that_an_adviser_changed_are_left_alone(loaded, fixtures, adviser):
    clause = Clause.objects.get(section__template__slug="social-media", key="aims-purpose")
    editions.reword(clause=clause, text="An adviser's words.", change_note="Shorter.", by=adviser)
    rewrite(fixtures, *SECOND_EDITION)
    loading.load(fixtures)
    assert clause.versions.get(number=2).text == "An adviser's words."
    assert PolicyTemplate.objects.get(slug="social-media").edition.number == "2026.1"


def test_an_edition_that_an_adviser_issued_stays_the_newest(loaded, fixtures, adviser):
    template = PolicyTemplate.objects.get(slug="social-media")
    clause = Clause.objects.get(section__template=template, key="aims-purpose")
    editions.reword(clause=clause, text="An adviser's words.", change_note="Shorter.", by=adviser)
    editions.issue(template=template, note="Shorter.", by=adviser, on=date(2026, 12, 1))
    rewrite(fixtures, *SECOND_EDITION, ('edition = "2026.2"', 'edition = "2026.3"'))
    loading.load(fixtures)
    assert template.edition.number == "2026.2"


def test_a_template_that_cannot_be_built_is_refused_and_nothing_is_loaded(loaded, fixtures):
    rewrite(fixtures, *SECOND_EDITION, ("Now: ", "Insert the name of your setting. "))
    with pytest.raises(FixtureError, match="looks like a prompt"):
        loading.load(fixtures)
    assert PolicyTemplate.objects.get(slug="social-media").edition.number == "2026.1"


def test_a_clause_with_an_unknown_source_is_refused(loaded, fixtures):
    unknown = ('source = "kcsie"\nreference = "Part one"', 'source = "nothing"')
    rewrite(fixtures, *SECOND_EDITION, unknown)
    with pytest.raises(FixtureError, match="there is no resource nothing"):
        loading.load(fixtures)


def test_a_newer_edition_that_says_more_to_governors_arrives_too(loaded, fixtures):
    more = ('code = "SM"', 'code = "SM"\npurpose = "Says who may post what."\nwhy_now = "The law changed."')
    rewrite(fixtures, *SECOND_EDITION, more)
    loading.load(fixtures)
    template = PolicyTemplate.objects.get(slug="social-media")
    assert template.edition.number == "2026.2"
    assert template.edition.content["purpose"] == "Says who may post what."


def test_what_an_adviser_says_to_governors_is_left_alone(loaded, fixtures):
    PolicyTemplate.objects.filter(slug="social-media").update(purpose="Our own words.")
    rewrite(fixtures, *SECOND_EDITION)
    loading.load(fixtures)
    assert PolicyTemplate.objects.get(slug="social-media").edition.number == "2026.1"
