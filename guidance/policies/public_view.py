"""A template as it is read on its page: every clause in words for any setting, and when it applies."""

from guidance.blocks import Block
from guidance.policies.placeholders import default_values, fill_markdown, fill_text
from guidance.policies.questions import CONDITIONS
from guidance.policies.schema import Condition, FrozenClause, FrozenSection
from guidance.policies.setting_types import PHASES, SETTING_TYPES, TYPE_GROUPS
from lesas_portal.core.setting_types import GOVERNANCES

GROUP_WORDS = {
    "schools": "schools",
    "kcsie": "schools and colleges",
    "with-staff": "every type of setting but childminders",
    "registered": "nurseries, pre-schools, childminders and clubs",
    "under-fives": "nurseries, nursery schools, pre-schools and childminders",
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
    if condition.governances:
        lines.append(f"Where this governs the setting: {_governances(condition.governances)}.")
    if condition.phases:
        lines.append(f"Ages: {'; '.join(PHASES[phase] for phase in condition.phases)}.")
    for question in dict.fromkeys(answer.partition(":")[0] for answer in condition.answers):
        labels = dict(CONDITIONS[question].choices)
        given = [
            answer.partition(":")[2] for answer in condition.answers if answer.startswith(f"{question}:")
        ]
        lines.append(f"{CONDITIONS[question].label} {' or '.join(labels[value] for value in given)}.")
    return tuple(lines)


def _kinds(types: tuple[str, ...]) -> str:
    for name, members in TYPE_GROUPS.items():
        if set(members) == set(types):
            return GROUP_WORDS[name]
    return "; ".join(SETTING_TYPES[kind].label.lower() for kind in types)


def _governances(keys: tuple[str, ...]) -> str:
    return "; ".join(GOVERNANCES[key].lower() for key in keys)
