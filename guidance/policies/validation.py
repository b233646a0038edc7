"""Whether a template can be built for every kind of setting, and what stands in the way."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from guidance import markup
from guidance.block_reader import UnknownMarkupError
from guidance.blocks import Block, Bullets, Table, cells, plain
from guidance.policies import reference_code, shared_blocks, wording_checks
from guidance.policies.answers import Answers
from guidance.policies.placeholders import PLACEHOLDER, default_values, fill_markdown
from guidance.policies.questions import CONDITIONS, LOCAL_CHOICES
from guidance.policies.schema import Condition, FrozenClause, Template
from guidance.policies.setting_types import PHASES, SETTING_TYPES
from guidance.policies.tailor import Policy, tailor
from guidance.standing import BASES
from lesas_portal.core.setting_types import GOVERNANCES

NAME, OTHER = "Ms A. Finch", "Dr Ann Lowe"
PROMPTS = re.compile(r"\binsert\b|\[[^\]]*\]|_{3,}|\bto be confirmed\b|\bdelete as\b|\bXX+\b", re.IGNORECASE)
# A line that is bold from end to end and no sentence stands in for a heading, which can be jumped to.
BOLD_HEADING = re.compile(r"^\*\*([^*\n]*[^*\n.!?:…])\*\*[ \t]*$", re.MULTILINE)


@lru_cache(maxsize=64)
def errors(template: Template) -> tuple[str, ...]:
    """Return what stops ``template`` from being issued, one sentence each; nothing when it is sound.

    Every clause is read by itself, then the policy is built for the plain template and for every kind of
    setting with every answer to every question.
    """
    found = [*_doubles(template), *_unreadable(template)]
    if found:
        return tuple(found)
    try:
        found.extend(_in_all_policies(template))
    except ValueError as error:
        found.append(str(error))
    return tuple(dict.fromkeys(found))


def clause_errors(clause: FrozenClause) -> list[str]:
    """Return what is wrong with one clause by itself, as an adviser writes it."""
    found = list(_unreadable_clause(clause))
    return found or list(_in_texts(clause.label, texts(fill_markdown(clause.text, default_values()))))


def answer_combinations(template: Template) -> Iterator[Answers]:
    """Yield answers that reach every clause: the plain template, then each type as each way of governing it,
    as one person in all its roles with and without somebody over them, and with each single choice.
    """
    yield Answers()
    for setting_type in SETTING_TYPES:
        yield Answers(setting_type=setting_type)
        alone = Answers(setting_type=setting_type, leader=NAME, dsl=NAME, governor=NAME)
        yield alone
        for governance in SETTING_TYPES[setting_type].governances:
            yield Answers(setting_type=setting_type, governance=governance)
            yield replace(alone, governance=governance, concern_person=OTHER)
        for question in template.questions:
            for value, _ in LOCAL_CHOICES[question].choices:
                yield Answers(setting_type=setting_type, choices={question: value})


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the text of every paragraph, point and cell of ``blocks``."""
    for block in blocks:
        yield from map(plain, cells(block))


def _doubles(template: Template) -> Iterator[str]:
    for name, keys in (
        ("section", [section.key for section in template.sections]),
        ("clause", [clause.key for _, clause in template.clauses()]),
    ):
        for key, count in Counter(keys).items():
            if count > 1:
                yield f"The {name} id {key} is used {count} times."


def _unreadable(template: Template) -> Iterator[str]:
    for question in template.questions:
        if question not in LOCAL_CHOICES:
            yield f"There is no question {question}."
    for section in template.sections:
        yield from _unknown_names(f"Section {section.key}", section.title, section.condition)
    for _, clause in template.clauses():
        yield from _unreadable_clause(clause)


def _unreadable_clause(clause: FrozenClause) -> Iterator[str]:
    name = f"Clause {clause.key}"
    yield from (f"{name} {fault}" for fault in shared_blocks.left_over(clause.text))
    yield from _unknown_names(name, clause.text, clause.condition)
    yield from _wrong_basis(name, clause)
    for heading in BOLD_HEADING.findall(clause.text):
        yield f"{name} has the bold line “{heading}”. A heading is written as ### {heading}."
    try:
        first = next(iter(markup.blocks(clause.text)), None)
        if isinstance(first, Bullets | None) or (isinstance(first, Table) and not first.title):
            yield f"{name} must open with a sentence; points or a table may follow it."
    except UnknownMarkupError as error:
        yield (
            f"{name} uses {error}. A clause may have paragraphs, headings (###), points with a dash or "
            "numbered from 1, tables, bold text and links."
        )


def _wrong_basis(name: str, clause: FrozenClause) -> Iterator[str]:
    if clause.basis and clause.basis not in BASES:
        yield f"{name} rests on {clause.basis}, which is not in the list."
    if clause.is_statutory and not (clause.source and clause.required):
        yield f"{name} is statutory, so it must name its source and cannot be left out."


def _unknown_names(name: str, text: str, condition: Condition) -> Iterator[str]:
    for word in PLACEHOLDER.findall(text):
        if word not in default_values():
            yield f"{name} uses {{{word}}}, which is not a placeholder."
    for kind, known in (
        (condition.phases, PHASES),
        (condition.types, SETTING_TYPES),
        (condition.governances, GOVERNANCES),
    ):
        for value in kind:
            if value not in known:
                yield f"{name} applies to {value}, which is not in the list."
    for answer in condition.answers:
        question, _, value = answer.partition(":")
        if question not in CONDITIONS or value not in dict(CONDITIONS[question].choices):
            yield f"{name} applies when {answer}, which is not an answer to any question."


def _in_all_policies(template: Template) -> Iterator[str]:
    for answers in answer_combinations(template):
        name = answers.type_words.label
        policy = tailor(template, answers)
        if not policy.sections:
            yield f"{name}: nothing is left of the template."
        yield from _in_policy(name, policy)
        yield from (f"{name}: {fault}" for fault in wording_checks.faults(policy))
    if len(policy.code) > reference_code.LONGEST:
        yield f"The code has {len(policy.code)} characters; {reference_code.LONGEST} is the most."


def _in_policy(name: str, policy: Policy) -> Iterator[str]:
    for section in policy.sections:
        yield from _in_texts(name, [section.title])
        for clause in section.clauses:
            yield from _in_texts(name, texts(clause.blocks))


def _in_texts(name: str, sentences: Iterable[str]) -> Iterator[str]:
    for text in sentences:
        if "{" in text or "}" in text:
            yield f"{name}: a placeholder was left in “{text[:60]}”."
        if found := PROMPTS.search(text):
            yield f"{name}: “{found[0]}” looks like a prompt to fill in, in “{text[:60]}”."
        if "  " in text:
            yield f"{name}: there is a double space in “{text[:60]}”."
