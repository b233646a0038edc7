"""A template as it is read on its page: every clause in words for any setting, and when it applies."""

from dataclasses import dataclass

from guidance import markup
from guidance.markup import Block
from guidance.policies.placeholders import fill, generic_words, say
from guidance.policies.questions import QUESTIONS
from guidance.policies.schema import Clause, Scope, Template
from guidance.policies.setting_types import PHASES, SETTING_TYPES, TYPE_GROUPS

GROUP_WORDS = {
    "schools": "schools",
    "kcsie": "schools and colleges",
    "with-staff": "every kind of setting but childminders",
}


@dataclass(frozen=True)
class ReadClause:
    """A clause with its words for any setting and its conditions in words."""

    clause: Clause
    blocks: tuple[Block, ...]
    applies: tuple[str, ...]


@dataclass(frozen=True)
class ReadSection:
    """A section with all of its clauses."""

    key: str
    title: str
    applies: tuple[str, ...]
    clauses: tuple[ReadClause, ...]


def read(template: Template) -> tuple[ReadSection, ...]:
    """Return every section and clause of ``template``."""
    words = generic_words()
    return tuple(
        ReadSection(
            key=section.key,
            title=say(section.title, words),
            applies=in_words(section.scope),
            clauses=tuple(
                ReadClause(clause, fill(markup.blocks(clause.text), words), in_words(clause.scope))
                for clause in section.clauses
            ),
        )
        for section in template.sections
    )


def in_words(scope: Scope) -> tuple[str, ...]:
    """Return when something applies, one line for each condition; nothing when it always does."""
    lines = []
    if scope.types:
        lines.append(f"For: {_kinds(scope.types)}.")
    if scope.phases:
        lines.append(f"Ages: {'; '.join(PHASES[phase] for phase in scope.phases)}.")
    for question in dict.fromkeys(answer.partition(":")[0] for answer in scope.answers):
        labels = dict(QUESTIONS[question].choices)
        given = [answer.partition(":")[2] for answer in scope.answers if answer.startswith(f"{question}:")]
        lines.append(f"{QUESTIONS[question].label} {' or '.join(labels[value] for value in given)}.")
    return tuple(lines)


def _kinds(types: tuple[str, ...]) -> str:
    for name, members in TYPE_GROUPS.items():
        if set(members) == set(types):
            return GROUP_WORDS[name]
    return "; ".join(SETTING_TYPES[kind].label.lower() for kind in types)
