"""A template as it is read on its page: every clause in words for any setting, and when it applies."""

from guidance.blocks import Block
from guidance.policies.placeholders import default_values, fill_markdown, fill_text
from guidance.policies.questions import LOCAL_CHOICES
from guidance.policies.schema import Condition, FrozenClause, FrozenSection
from guidance.policies.setting_types import PHASES, SETTING_TYPES, TYPE_GROUPS

GROUP_WORDS = {
    "schools": "schools",
    "kcsie": "schools and colleges",
    "with-staff": "every kind of setting but childminders",
}


def public_title(section: FrozenSection) -> str:
    """Return the heading of ``section`` in words for any setting."""
    return fill_text(section.title, default_values())


def public_blocks(clause: FrozenClause) -> tuple[Block, ...]:
    """Return ``clause`` in words for any setting."""
    return fill_markdown(clause.text, default_values())


def describe_condition(condition: Condition) -> tuple[str, ...]:
    """Return when something applies, one line for each condition; nothing when it always does."""
    lines = []
    if condition.types:
        lines.append(f"For: {_kinds(condition.types)}.")
    if condition.phases:
        lines.append(f"Ages: {'; '.join(PHASES[phase] for phase in condition.phases)}.")
    for question in dict.fromkeys(answer.partition(":")[0] for answer in condition.answers):
        labels = dict(LOCAL_CHOICES[question].choices)
        given = [
            answer.partition(":")[2] for answer in condition.answers if answer.startswith(f"{question}:")
        ]
        lines.append(f"{LOCAL_CHOICES[question].label} {' or '.join(labels[value] for value in given)}.")
    return tuple(lines)


def _kinds(types: tuple[str, ...]) -> str:
    for name, members in TYPE_GROUPS.items():
        if set(members) == set(types):
            return GROUP_WORDS[name]
    return "; ".join(SETTING_TYPES[kind].label.lower() for kind in types)
