"""What a setting answered, and what follows from it: who is who, and who hears a concern about the leader."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from guidance.policies.questions import CONDITIONS, SMALL
from guidance.policies.setting_types import ANY_SETTING, SETTING_TYPES, GovernanceWords, SettingType
from guidance.policies.typed_names import ARTICLES, in_sentence, is_name, same_person

TRUST = "the trust"
OWNED = {"owner", "proprietor"}


@dataclass(frozen=True)
class Answers:
    """What a setting answered. Everything may be empty: that makes the plain template.

    ``concern_route`` says who hears a concern about the leader: "person" (whom ``concern_person`` may name),
    "trust" or "lado", nobody but the local authority designated officer. ``custom_text`` and ``omitted`` are
    by the key of the clause; ``dropped_sources`` are reworded clauses that no longer rest on their source.
    ``added`` has by the key of the section the clauses that are not in the template, as one text.
    """

    setting_name: str = ""
    setting_type: str = ""
    governance: str = ""
    phases: tuple[str, ...] = ()
    learners: str = ""
    board: str = ""
    leader: str = ""
    dsl: str = ""
    deputies: str = ""
    governor: str = ""
    concern_route: str = ""
    concern_person: str = ""
    owner: str = ""
    version: str = ""
    adopted_on: date | None = None
    review_on: date | None = None
    choices: dict[str, str] = field(default_factory=dict)
    omitted: frozenset[str] = frozenset()
    custom_text: dict[str, str] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)
    dropped_sources: frozenset[str] = frozenset()

    @property
    def type_words(self) -> SettingType:
        """The type of setting, with the words that stand in for its people."""
        return SETTING_TYPES.get(self.setting_type, ANY_SETTING)

    # Each matter of the paper for a board asks for it, a thousand times in a folder.
    @cached_property
    def governed_by(self) -> str:
        """Who governs it, where that is known: a key of ``GOVERNANCES`` or "".

        An owner or proprietor who is the person in charge answers to nobody else.
        """
        governance = self.type_words.governance(self.governance) if self.setting_type else ""
        over = self.concern_person if in_sentence(self.concern_person) else self.governor
        return "nobody" if governance in OWNED and same_person(over, self.leader) else governance

    @property
    def governance_words(self) -> GovernanceWords:
        """The words for those who govern it."""
        return self.type_words.governance_words(self.governed_by)

    @property
    def has_paper(self) -> bool:
        """Whether somebody else decides on a policy, or notes a decision: who works alone just uses it."""
        return not self.type_words.sole

    @property
    def ages(self) -> tuple[str, ...]:
        """The ages it said it has, else the usual ones of its type."""
        return self.phases or self.type_words.phases

    @cached_property
    def all_choices(self) -> dict[str, str]:
        """The answer to everything on which a clause may depend: given, by default or worked out."""
        defaults = {name: choice.default_for(self.setting_type) for name, choice in CONDITIONS.items()}
        given = {name: value for name, value in self.choices.items() if value and name in CONDITIONS}
        return {**defaults, **given, **self._derived()}

    @cached_property
    def concern_words(self) -> str:
        """Who hears a concern about the leader, inside a sentence; empty where only the LADO does."""
        if self._only_lado():
            return ""
        stock = TRUST if self.concern_route == "trust" else self.governance_words.hears
        typed = in_sentence(self.concern_person)
        if is_name(typed) and self.governed_by and not typed.startswith("the "):
            return f"{typed} ({stock.removeprefix('the ')})"
        return typed or stock

    def _derived(self) -> dict[str, str]:
        sole = self.type_words.sole
        governor_doubles = any(same_person(self.governor, one) for one in (self.leader, self.dsl))
        alone = self.governed_by == "nobody"
        return {
            "concern": "lado" if self._only_lado() else "person",
            "concern_named": _yes(in_sentence(self.concern_person).partition(" ")[0] not in {"", *ARTICLES}),
            "dsl_is_leader": _yes(sole or same_person(self.dsl, self.leader)),
            "governor_is_leader": _yes(alone or governor_doubles),
            "deputies": _yes(self.setting_type not in SMALL or bool(in_sentence(self.deputies))),
        }

    def _only_lado(self) -> bool:
        """Nobody stands over the leader, or whoever was named is the leader."""
        named = self.concern_person if in_sentence(self.concern_person) else self.governor
        return self.governed_by == "nobody" or self.concern_route == "lado" or same_person(named, self.leader)


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def concern_options(setting_type: str, governance: str) -> tuple[tuple[str, str], ...]:
    """Return the answers to who hears a concern about the leader, with labels; none where there is none."""
    answers = Answers(setting_type=setting_type, governance=governance)
    hears = answers.governance_words.hears
    if not hears:
        return ()
    trust = (("trust", "The trust"),) if answers.governed_by == "trust-local" else ()
    return (
        ("person", hears[:1].upper() + hears[1:]),
        *trust,
        ("lado", "Nobody else: it goes straight to the local authority designated officer (LADO)"),
    )
