"""Whether something in a template applies to a setting of which only the code of its policy is known.

The code holds the type of setting, who governs it, its ages and which clauses it took. Its answers are in no
code: some follow from the clauses, the others stay unknown, so an answer may be "maybe".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from guidance.policies.reference_code import Profile
from guidance.policies.schema import Condition
from guidance.policies.setting_types import SETTING_TYPES

Possible = Mapping[str, frozenset[str]]
"""For each question of which something is known, the answers that the setting may have given."""


class Applies(Enum):
    """Whether something applies to a setting."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True)
class KnownSetting:
    """What is known of a setting. Nothing, unless it says otherwise."""

    profile: Profile = field(default_factory=Profile)
    possible: Possible = field(default_factory=dict)

    def applies(self, conditions: Iterable[Condition]) -> Applies:
        """Return whether all ``conditions`` hold for this setting."""
        found = {part for condition in conditions for part in self._parts(condition)}
        if Applies.NO in found:
            return Applies.NO
        return Applies.MAYBE if Applies.MAYBE in found else Applies.YES

    def _parts(self, condition: Condition) -> Iterable[Applies]:
        setting_type = self.profile.setting_type
        if condition.types:
            yield _one_of(frozenset({setting_type} - {""}), condition.types)
        if condition.phases:
            phases = self.profile.phases or (SETTING_TYPES[setting_type].phases if setting_type else ())
            yield _any_of(phases, condition.phases)
        if condition.governances:
            yield _one_of(possible_governances(self.profile), condition.governances)
        for question, values in wanted_answers(condition).items():
            yield _one_of(self.possible.get(question, frozenset()), values)


def possible_governances(profile: Profile) -> frozenset[str]:
    """Return who may govern the setting: whom it named, else all that its type can have."""
    if profile.governance:
        return frozenset({profile.governance})
    if not profile.setting_type:
        return frozenset()
    return frozenset(SETTING_TYPES[profile.setting_type].governances)


def wanted_answers(condition: Condition) -> dict[str, frozenset[str]]:
    """Return for each question that ``condition`` asks about the answers that it takes."""
    wanted: dict[str, frozenset[str]] = {}
    for answer in condition.answers:
        question, _, value = answer.partition(":")
        wanted[question] = wanted.get(question, frozenset()) | {value}
    return wanted


def _one_of(possible: frozenset[str], wanted: Iterable[str]) -> Applies:
    """Whether the one that it is, of those that it may be, is wanted. Nothing possible: not known."""
    if not possible:
        return Applies.MAYBE
    if possible <= set(wanted):
        return Applies.YES
    return Applies.MAYBE if possible & set(wanted) else Applies.NO


def _any_of(present: Iterable[str], wanted: Iterable[str]) -> Applies:
    """Whether any of those ``present`` is wanted. None present: not known."""
    if not present:
        return Applies.MAYBE
    return Applies.YES if set(present) & set(wanted) else Applies.NO
