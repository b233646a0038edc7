"""A policy that a setting adopted, as far as its code tells: its clauses, their numbers, what it answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from guidance.blocks import Paragraph
from guidance.policies.answers import Answers
from guidance.policies.known_setting import Applies, KnownSetting, possible_governances, wanted_answers
from guidance.policies.placeholders import fill_markdown, placeholder_values
from guidance.policies.questions import CONDITIONS, SMALL
from guidance.policies.reference_code import ABSENT, CUSTOM_TEXT, Profile
from guidance.policies.schema import Condition, FrozenClause, FrozenSection, Template

PERSON = frozenset({"person"})


@dataclass(frozen=True)
class AdoptedPolicy:
    """A policy made from ``edition``. Without ``states`` (a whole edition) it has all that may apply."""

    edition: Template
    states: Sequence[int] = ()
    profile: Profile = field(default_factory=Profile)

    @cached_property
    def places(self) -> dict[str, tuple[FrozenSection, FrozenClause]]:
        """The clauses of the edition with their sections, by key."""
        return {clause.key: (section, clause) for section, clause in self.edition.clauses()}

    @cached_property
    def setting(self) -> KnownSetting:
        """What is known of the setting: what the code says of it, and the answers that follow from it."""
        return KnownSetting(self.profile, dict(_answers(self)))

    @cached_property
    def values(self) -> dict[str, str]:
        """What each placeholder says in the words of such a setting."""
        return words_for(self.profile)

    @cached_property
    def _state(self) -> dict[str, int]:
        return dict(zip(self.places, self.states, strict=True)) if self.states else {}

    def has(self, key: str) -> bool:
        """Whether the clause is in the policy; of a whole edition, whether it may be."""
        if self.states:
            return self._state.get(key, ABSENT) != ABSENT
        return key in self.places and self.applied(key) is not Applies.NO

    def has_custom_text(self, key: str) -> bool:
        """Whether the clause is there in the setting's own words."""
        return self._state.get(key) == CUSTOM_TEXT

    def applied(self, key: str) -> Applies:
        """Whether the clause applied to the setting, taken or not."""
        section, clause = self.places[key]
        if self.states and self._state[key] != ABSENT:
            return Applies.YES
        if self.states and clause.required:
            return Applies.NO
        return self.setting.applies((section.condition, clause.condition))

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The numbers of its clauses; none where the code does not say which it has."""
        if not self.states:
            return {}
        found: dict[str, str] = {}
        for place, clauses in enumerate(self._sections(), start=1):
            numbered = [clause for clause in clauses if self._opens_with_paragraph(clause)]
            found |= {clause.key: f"{place}.{at}" for at, clause in enumerate(numbered, start=1)}
        return found

    def _sections(self) -> Iterator[list[FrozenClause]]:
        """The clauses of each numbered section: annexes have letters and their clauses no numbers."""
        for section in self.edition.sections:
            kept = [clause for clause in section.clauses if self.has(clause.key)]
            if kept and not section.annex:
                yield kept

    def _opens_with_paragraph(self, clause: FrozenClause) -> bool:
        return isinstance(fill_markdown(clause.text, self.values)[0], Paragraph)


def words_for(profile: Profile) -> dict[str, str]:
    """Return what each placeholder says in the words of a setting with ``profile``."""
    return placeholder_values(of_profile(profile))


def of_profile(profile: Profile) -> Answers:
    """Return what a code says of a setting as answers; everything that names anyone is empty."""
    return Answers(setting_type=profile.setting_type, governance=profile.governance, phases=profile.phases)


def _follows_from(profile: Profile) -> dict[str, frozenset[str]]:
    """What the type and governance of a setting decide, whatever names it gave."""
    answers = of_profile(profile)
    if not profile.setting_type:
        return {}
    sole, alone = answers.type_words.sole, answers.governed_by == "nobody"
    certain = {
        "concern": alone,
        "governor_is_leader": alone,
        "dsl_is_leader": sole,
        "deputies": profile.setting_type not in SMALL,
    }
    return {
        name: frozenset({answers.all_choices[name]}) for name, is_certain in certain.items() if is_certain
    }


def _answers(policy: AdoptedPolicy) -> Iterator[tuple[str, frozenset[str]]]:
    """What the setting may have answered: a clause under an answer is only in a policy with that answer.

    A required clause that is absent although all else about it fits was kept out by the one answer left.
    """
    possible = {name: frozenset(key for key, _ in one.choices) for name, one in CONDITIONS.items()}
    possible |= _follows_from(policy.profile)
    given = KnownSetting(policy.profile)
    for (section, clause), state in zip(policy.edition.clauses(), policy.states, strict=False):
        conditions = (section.condition, clause.condition)
        wanted = [pair for condition in conditions for pair in wanted_answers(condition).items()]
        told = [pair for pair in wanted if pair[0] in possible]
        if state != ABSENT:
            for question, values in told:
                possible[question] &= values
        elif clause.required and len(wanted) == 1 and given.applies(_of_kind(conditions)) is Applies.YES:
            for question, values in told:
                possible[question] -= values
    if policy.profile.setting_type and "nobody" not in possible_governances(policy.profile):
        # Whoever has somebody above the leader has said so, unless a clause of theirs says otherwise.
        untold = possible["concern"] == frozenset({"person", "lado"})
        possible["concern"] = PERSON if untold else possible["concern"]
    # Two clauses that deny each other say nothing: a question may have meant something else then.
    yield from ((question, values) for question, values in possible.items() if values)


def _of_kind(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """The conditions without the answers that they name."""
    return tuple(replace(condition, answers=()) for condition in conditions)
