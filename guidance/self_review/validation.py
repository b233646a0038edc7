"""What is wrong with an edition, and with the editions of one self-review beside each other, in sentences.

It knows nothing of the database: whether pages and sources exist is tried by the tests.
"""

import re
from collections.abc import Iterator, Sequence

from guidance.self_review.schema import (
    ANY_TYPE,
    BASES,
    HARM_SPEEDS,
    LEVELS,
    STATUTORY,
    SURENESS,
    Edition,
    Question,
    edition_order,
)
from lesas_portal.core.setting_types import SETTING_TYPES

ID = re.compile(r"[A-Z]+[1-9]")
NUMBER = re.compile(r"20\d\d\.[1-9]\d?")
CODE = re.compile(r"[A-HJKMNP-TV-Z]{2}")  # letters that no digit looks like


def problems(edition: Edition) -> Iterator[str]:
    """Yield what is wrong with ``edition`` by itself."""
    if not NUMBER.fullmatch(edition.number):
        yield f"edition {edition.number!r} must be a year and a count, as 2026.1"
    if not CODE.fullmatch(edition.code):
        yield f"code {edition.code!r} must be two letters"
    yield from _unknown("setting_types", edition.setting_types, SETTING_TYPES)
    ids = [question.id for question in edition.questions] + [gone.id for gone in edition.withdrawn]
    yield from (f"{name} is there twice" for name in sorted({name for name in ids if ids.count(name) > 1}))
    keys = [theme.key for theme in edition.themes]
    yield from (f"theme {key} is there twice" for key in sorted({key for key in keys if keys.count(key) > 1}))
    for question in edition.questions:
        yield from (f"{question.id}: {problem}" for problem in _of_question(question, edition))


def problems_beside(editions: Sequence[Edition]) -> Iterator[str]:
    """Yield what is wrong with editions of one self-review beside each other, the oldest first."""
    for old, new in zip(editions, editions[1:], strict=False):
        if old.order == new.order:
            yield f"edition {new.number} is there twice"
        gone = {one.id for one in old.questions} - {one.id for one in new.questions}
        told = {one.id for one in new.withdrawn}
        yield from (f"{name} is gone from edition {new.number}, untold" for name in sorted(gone - told))
        kept = {one.id for one in old.withdrawn}
        yield from (f"{name} must stay withdrawn in edition {new.number}" for name in sorted(kept - told))


def _of_question(question: Question, edition: Edition) -> Iterator[str]:
    if not ID.fullmatch(question.id):
        yield "an id is capitals and one figure, as LEAD1"
    if len(question.levels) != LEVELS or not all(question.levels):
        yield f"{LEVELS} levels are needed"
    if len(question.up) != LEVELS - 1 or not all(question.up):
        yield f"{LEVELS - 1} steps up are needed"
    if question.harm_speed not in HARM_SPEEDS:
        yield f"harm_speed must be one of {HARM_SPEEDS}"
    if not question.page.startswith("/"):
        yield "page must be an address of this site"
    yield from _of_basis(question, edition)
    yield from _of_types(question, edition)


def _of_basis(question: Question, edition: Edition) -> Iterator[str]:
    yield from _unknown("basis", (question.basis,), BASES)
    yield from _unknown("sure", [one.sure for one in question.sources], SURENESS)
    yield from _unknown("leads", question.leads, edition.roles)
    if not question.leads:
        yield "somebody must lead"
    if question.basis == STATUTORY and not question.sources:
        yield "what is law needs a source"
    if question.may_not_apply and not question.not_apply_when:
        yield "not_apply_when must say when it does not apply"
    if question.moved_in and edition_order(question.moved_in) > edition.order:
        yield f"moved_in {question.moved_in} is of a later edition"


def _of_types(question: Question, edition: Edition) -> Iterator[str]:
    yield from _unknown("types", question.types, edition.setting_types)
    yield from _unknown("may_not_apply", question.may_not_apply, (*edition.setting_types, ANY_TYPE))
    for variant in question.variants:
        yield from _unknown("variants", variant.types, edition.setting_types)
        if variant.levels and len(variant.levels) != LEVELS:
            yield f"{LEVELS} levels are needed in each variant"
        if variant.basis:
            yield from _unknown("basis", (variant.basis,), BASES)


def _unknown(name: str, values: Sequence[str], known) -> Iterator[str]:
    yield from (f"{name} {value!r} is not in the list" for value in values if value not in known)
