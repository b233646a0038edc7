"""Synonyms of the fixtures: brought up to date by a load, but never over what an adviser wrote."""

import pytest
from django.core.management import call_command

from guidance.models import Synonym

ENTRY = '[sexting]\nexpands_to = ["sharing nudes"]\nexplanation = "{}"\n'


@pytest.fixture
def load(db, settings, tmp_path):
    """Loads a folder of fixtures that holds this one synonym."""
    settings.FIXTURES_DIR = tmp_path

    def load_with(*, explanation: str) -> Synonym:
        (tmp_path / "synonyms").mkdir(exist_ok=True)
        (tmp_path / "synonyms" / "retired.toml").write_text(ENTRY.format(explanation), encoding="utf-8")
        call_command("load_content")
        return Synonym.objects.get()

    return load_with


def test_a_changed_fixture_reaches_a_synonym_that_nobody_edited(load):
    assert load(explanation="As shipped.").explanation == "As shipped."
    assert load(explanation="As shipped later.").explanation == "As shipped later."


@pytest.mark.parametrize("later", ["As shipped.", "As shipped later."])
def test_an_adviser_s_edit_of_a_synonym_survives_a_load(load, later):
    row = load(explanation="As shipped.")
    row.explanation = "In our words."
    row.save(update_fields=["explanation"])
    assert load(explanation=later).explanation == "In our words."


def test_a_synonym_put_back_as_it_was_shipped_follows_the_fixture_again(load):
    row = load(explanation="As shipped.")
    for words in ("In our words.", "As shipped."):
        row.explanation = words
        row.save(update_fields=["explanation"])
    assert load(explanation="As shipped later.").explanation == "As shipped later."
