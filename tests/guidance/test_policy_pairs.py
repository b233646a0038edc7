"""Answers that meet in one policy, or in the policies of one setting: a person has read what they bring."""

import difflib

import pytest

from guidance.policies.answers import Answers
from guidance.policies.setting_types import SETTING_TYPES
from guidance.policies.tailor import tailor
from guidance.policies.wording_checks import all_sentences
from tests.guidance.policies import SLUGS, template
from tests.guidance.policy_pairs_table import ACROSS, FOLDER, tables
from tests.guidance.policy_settings import FINCH, LOWE, SHAH

ADVICE = """What answers bring has changed. Run `python -m tests.guidance.write_policy_pairs`, read every
sentence that differs beside what it stands with (under Together, and for the same answer in the other
policies), mend what contradicts, and commit the tables."""


@pytest.fixture(scope="module")
def built() -> dict[str, str]:
    return tables()


@pytest.mark.parametrize("name", [*SLUGS, ACROSS])
def test_what_answers_bring_together_is_what_a_person_has_read(name, built):
    kept = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    changes = difflib.unified_diff(
        kept.splitlines(), built[name].splitlines(), "read", "built", lineterm="", n=1
    )
    assert built[name] == kept, f"{ADVICE}\n\n" + "\n".join(changes)


def test_no_table_is_kept_of_what_there_is_no_more(built):
    assert {file.stem for file in FOLDER.iterdir()} == built.keys()


@pytest.mark.parametrize("kind", SETTING_TYPES)
def test_the_five_policies_of_a_setting_name_the_same_people(kind):
    """Whoever hears of a worry about a child or about the leader in one policy does so in all that say it."""
    people = {"leader": FINCH, "dsl": SHAH, "concern_person": LOWE}
    answers = Answers(setting_type=kind, setting_name="Elmfield", **people)
    said = {
        slug: " ".join(words for _, words in all_sentences(tailor(template(slug), answers))) for slug in SLUGS
    }
    assert {slug for slug, text in said.items() if FINCH not in text or SHAH not in text} == set()
    hears = {slug for slug, text in said.items() if LOWE in text}
    assert hears in (set(), set(SLUGS)), f"{LOWE} is named in some policies only: {sorted(hears)}"
