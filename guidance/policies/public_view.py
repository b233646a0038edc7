"""A template as it is read on its page: every clause in words for any setting, and when it applies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guidance.blocks import Block
from guidance.policies.choice_words import only_if
from guidance.policies.placeholders import default_values, fill_markdown, fill_text
from guidance.policies.schema import Condition, FrozenClause, FrozenSection
from guidance.policies.setting_types import PHASES, SETTING_TYPES, TYPE_GROUPS
from lesas_portal.core.setting_types import GOVERNANCES

NOBODY = "nobody"  # stands above the person in charge
MOST_LEFT_OUT = 3
GROUP_WORDS = {
    "schools": "schools",
    "kcsie": "schools and colleges",
    "with-staff": "every type of setting but childminders",
    "registered": "nurseries, pre-schools, childminders and clubs",
    "under-fives": "nurseries, nursery schools, pre-schools and childminders",
}


@dataclass(frozen=True)
class Cited:
    """A public document that clauses name as their source: its key, and how the page leads to it."""

    key: str
    title: str
    url: str


def named(cited: tuple[Cited, ...], key: str) -> Cited | None:
    """Return which of ``cited`` has the key ``key``."""
    return next((one for one in cited if one.key == key), None)


def public_title(section: FrozenSection) -> str:
    """Return the heading of ``section`` in words for any setting."""
    return fill_text(section.title, default_values())


def public_blocks(clause: FrozenClause) -> tuple[Block, ...]:
    """Return ``clause`` in words for any setting."""
    return fill_markdown(clause.text, default_values())


def describe_condition(condition: Condition, values: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return when something applies, one line for each condition; nothing when it always does.

    ``values`` are the words for people, those of any setting where there are none.
    """
    return tuple(_line(part, values or default_values()) for part in parts_of(condition))


def parts_of(condition: Condition) -> Iterator[Condition]:
    """Yield each of the things that ``condition`` asks for as a condition of its own."""
    for name in ("types", "governances", "phases"):
        if found := getattr(condition, name):
            yield Condition(**{name: found})
    for question in dict.fromkeys(answer.partition(":")[0] for answer in condition.answers):
        given = tuple(answer for answer in condition.answers if answer.startswith(f"{question}:"))
        yield Condition(answers=given)


def _line(part: Condition, values: Mapping[str, str]) -> str:
    """One of the parts of a condition, in words."""
    if part.types:
        return f"For: {_kinds(part.types)}."
    if part.governances:
        if set(part.governances) == set(GOVERNANCES) - {NOBODY}:
            return "Use this if somebody is above the person in charge."
        return f"Use this if {_governances(part.governances)}."
    if part.phases:
        return f"Ages: {'; '.join(PHASES[phase].removeprefix('Ages ') for phase in part.phases)}."
    question = part.answers[0].partition(":")[0]
    return only_if(question, [answer.partition(":")[2] for answer in part.answers], values)


def _kinds(types: tuple[str, ...]) -> str:
    for name, members in TYPE_GROUPS.items():
        if set(members) == set(types):
            return GROUP_WORDS[name]
    others = [kind for kind in SETTING_TYPES if kind not in types]
    if len(others) <= MOST_LEFT_OUT:
        return f"every type of setting but {'; '.join(SETTING_TYPES[kind].label.lower() for kind in others)}"
    return "; ".join(SETTING_TYPES[kind].label.lower() for kind in types)


def _governances(keys: tuple[str, ...]) -> str:
    above = [GOVERNANCES[key].lower() for key in keys if key != NOBODY]
    joint = "; or " if any("," in words for words in above) else " or "
    cases = [f"{joint.join(above)} is above the person in charge"] if above else []
    return "; or ".join([*cases, *(["the person in charge is the owner"] if NOBODY in keys else [])])
