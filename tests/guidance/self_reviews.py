"""Answers to a self-review, for tests: every question at one level, some at another, small editions."""

from dataclasses import replace
from datetime import date

from guidance.self_review import editions
from guidance.self_review.answers import Answers
from guidance.self_review.result import Result
from guidance.self_review.schema import Edition, GovernorQuestion, Question, Theme

SCHOOL, EARLY_YEARS = "school", "early-years"
SLUGS = (SCHOOL, EARLY_YEARS)
TYPES = [(edition.slug, kind) for edition in editions.newest() for kind in edition.setting_types]
NOW = date(2026, 11, 27)


def edition(slug: str) -> Edition:
    found = editions.by_slug(slug)
    assert found is not None
    return found


def answers(setting_type: str = "primary", level: int = 0, **states: int) -> Answers:
    """Every question of the type's edition at ``level``, but for those that are named."""
    found = editions.for_type(setting_type)
    assert found is not None
    named = {one.id: level for one in found.questions if one.is_for(setting_type)}
    return Answers(found, setting_type, states={**named, **states})


def result(setting_type: str = "primary", level: int = 0, **states: int) -> Result:
    return Result(answers(setting_type, level, **states))


def question(name: str, **changes) -> Question:
    known = Question(
        id=name,
        title=f"Title of {name}",
        ask=f"Is {name} in place?",
        levels=("None.", "Some.", "All.", "Shown."),
        why="It helps.",
        basis="good-practice",
        sources=(),
        evidence="A note.",
        up=("Begin.", "Go on.", "Show it."),
        page="/helplines/",
        leads=("head",),
        harm_speed=2,
    )
    return replace(known, **changes)


def small_edition(*questions: Question, number: str = "2026.1", **changes) -> Edition:
    """An edition of one theme, for schools."""
    known = replace(
        edition(SCHOOL),
        number=number,
        themes=(Theme("one", "One theme", "One", questions),),
        always_ask=(GovernorQuestion("What?", "This.", "That."),),
        withdrawn=(),
    )
    return replace(known, **changes)
