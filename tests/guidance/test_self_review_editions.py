"""What the questions of the self-reviews say: complete, in short words, and leading to pages that exist."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from guidance.fixture_reader import FixtureError
from guidance.models import Resource, SearchDocument
from guidance.readability import measure
from guidance.self_review import editions
from guidance.self_review.schema import Source, Variant, WithdrawnQuestion
from guidance.self_review.validation import problems, problems_beside
from lesas_portal.core.setting_types import SETTING_TYPES
from tests.guidance.self_reviews import EARLY_YEARS, SCHOOL, SLUGS, edition, question, small_edition

FOLDER = Path(settings.FIXTURES_DIR) / editions.FOLDER
# They have no children of their own, or another list fits: the schools of a trust answer for themselves.
WITHOUT_REVIEW = {"trust", "training-provider", "other"}
GRADES = {SCHOOL: 8, EARLY_YEARS: 6}


@pytest.mark.parametrize(
    ("slug", "themes", "questions", "start"), [(SCHOOL, 10, 48, 15), (EARLY_YEARS, 6, 24, 8)]
)
def test_each_has_its_themes_questions_and_start_set(slug, themes, questions, start):
    found = edition(slug)
    assert len(found.themes) == themes
    assert len(found.questions) == questions
    assert sum(one.is_start for one in found.questions) == start


@pytest.mark.parametrize(("kind", "asked"), [("nursery", 22), ("childminder", 23), ("out-of-school", 20)])
def test_small_settings_see_what_is_for_them_and_the_whole_start_set(kind, asked):
    found = edition(EARLY_YEARS)
    assert found.counted(kind) == asked
    assert found.counted(kind, start_only=True) == 8


def test_every_kind_of_setting_has_one_review_or_a_reason():
    asked = [kind for one in editions.newest() for kind in one.setting_types]
    assert sorted(asked) == sorted(SETTING_TYPES.keys() - WITHOUT_REVIEW)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_words_are_short(slug):
    hard = {}
    for one in edition(slug).questions:
        asked = [one.governor.ask, one.governor.good, one.governor.poor] if one.governor else []
        words = (one.title, one.ask, *one.levels, one.why, one.evidence, *one.up, one.not_apply_when, *asked)
        grade = measure("\n".join(words)).grade
        if grade > GRADES[slug]:
            hard[one.id] = grade
    assert hard == {}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_step_can_be_taken_without_the_one_before_it(slug):
    # In a plan it stands alone beside its title: "Then ask it of everyone" tells nobody what to do.
    leaning = re.compile(r"Then\b|\w+ (it|them)\b")
    steps = {f"{one.id}: {step}" for one in edition(slug).questions for step in one.up}
    assert {step for step in steps if leaning.match(step.partition(": ")[2])} == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_and_source_that_a_question_names_is_public(portal, client, slug):
    questions = edition(slug).questions
    pages = {one.page for one in questions}
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    titled = SearchDocument.objects.public().filter(part="", url__in=pages)
    assert pages - set(titled.values_list("url", flat=True)) == set(), "its title is not known"
    keys = {source.key for one in questions for source in one.sources}
    assert keys - set(Resource.objects.published().values_list("slug", flat=True)) == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_every_question_rests_on_something_and_what_is_law_for_some_is_good_practice_for_clubs(slug):
    for one in edition(slug).questions:
        assert one.sources, one.id
        club = one.as_asked("out-of-school")
        only_framework = {source.key for source in one.sources} == {"eyfs-framework"}
        if only_framework and one.is_for("out-of-school") and one.basis == "statutory":
            assert club.basis == "good-practice", one.id


def test_a_college_is_asked_about_phones_in_its_own_words():
    phones = next(one for one in edition(SCHOOL).questions if one.id == "RULE3")
    assert phones.as_asked("primary").basis == "statutory"
    assert phones.as_asked("college").basis == "good-practice"
    assert "your own rule" in phones.as_asked("college").ask


FAULTS = {
    "three levels": ({"levels": ("a", "b", "c")}, "4 levels"),
    "two steps": ({"up": ("a", "b")}, "3 steps"),
    "an empty step": ({"up": ("a", "b", "")}, "3 steps"),
    "no harm speed": ({"harm_speed": 4}, "harm_speed"),
    "an id of two figures": ({"id": "LEAD12"}, "an id"),
    "an unknown basis": ({"basis": "law"}, "basis 'law'"),
    "law without a source": ({"basis": "statutory"}, "needs a source"),
    "an unknown sureness": ({"sources": (Source("kcsie", "Part one", "quite"),)}, "sure 'quite'"),
    "nobody leads": ({"leads": ()}, "somebody must lead"),
    "an unknown role": ({"leads": ("cook",)}, "leads 'cook'"),
    "a page elsewhere": ({"page": "https://example.org/"}, "page"),
    "a type that does not answer": ({"types": ("nursery",)}, "types 'nursery'"),
    "not ours without a reason": ({"may_not_apply": ("any",)}, "not_apply_when"),
    "moved later": ({"moved_in": "2027.1"}, "later edition"),
    "a variant of three levels": ({"variants": (Variant(("primary",), levels=("a",)),)}, "in each variant"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told(name):
    changes, words = FAULTS[name]
    found = [*problems(small_edition(question("LEAD1", **changes)))]
    assert len(found) == 1
    assert words in found[0]


def test_an_id_is_used_once_and_never_again():
    twice = small_edition(question("LEAD1"), question("LEAD1"))
    assert [*problems(twice)] == ["LEAD1 is there twice"]
    gone = (WithdrawnQuestion("LEAD1", "Old", "The duty ended."),)
    assert [*problems(small_edition(question("LEAD1"), withdrawn=gone))] == ["LEAD1 is there twice"]


def test_a_question_does_not_go_without_a_word():
    old = small_edition(question("LEAD1"), question("LEAD2"))
    new = small_edition(question("LEAD2"), number="2027.1")
    assert [*problems_beside([old, new])] == ["LEAD1 is gone from edition 2027.1, untold"]
    told = replace(new, withdrawn=(WithdrawnQuestion("LEAD1", "Title", "The duty ended."),))
    assert [*problems_beside([old, told])] == []
    later = small_edition(question("LEAD2"), number="2027.2")
    assert [*problems_beside([told, later])] == ["LEAD1 must stay withdrawn in edition 2027.2"]


def test_an_old_edition_stays_beside_the_new_one(tmp_path):
    shutil.copytree(FOLDER, tmp_path / editions.FOLDER)
    new = tmp_path / editions.FOLDER / "school.toml"
    shutil.copy(new, new.with_name("school-2026.1.toml"))
    new.write_text(new.read_text(encoding="utf-8").replace('edition = "2026.1"', 'edition = "2027.1"'))
    found = editions.read_all(tmp_path / editions.FOLDER)
    assert [one.number for one in found["SR"]] == ["2026.1", "2027.1"]


def test_a_file_with_a_fault_is_refused_by_name(tmp_path):
    shutil.copytree(FOLDER, tmp_path / editions.FOLDER)
    path = tmp_path / editions.FOLDER / "school.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("harm_speed = 2", "harm_speed = 9", 1))
    with pytest.raises(FixtureError, match=r"school\.toml.*LEAD1.*harm_speed"):
        editions.read_all(path.parent)
    path.write_text(text.replace("start = true", "begin = true", 1))
    with pytest.raises(FixtureError, match="LEAD1.*begin"):
        editions.read_all(path.parent)
