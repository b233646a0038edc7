"""What an edition of a self-review holds: themes with questions, whose ids are for good."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

# What a question rests on, the strongest first.
BASES = {
    "statutory": "Law or statutory guidance",
    "standard": "National standard",
    "good-practice": "Good practice",
}
STATUTORY, STANDARD, GOOD_PRACTICE = BASES

# Whether the place in a source was seen, read in other words, or not seen.
SURENESS = {
    "high": "",
    "medium": "Check the place in the document: we have it from others who cite it.",
    "low": "Not seen by us: check it.",
}
# How soon a child may be harmed where this is missing: within a week, a term or a year.
HARM_SPEEDS = (1, 2, 3)
LEVELS = 4
ANY_TYPE = "any"


@dataclass(frozen=True)
class Source:
    """What a question rests on: the key of a resource, the place in it, and how sure that is."""

    key: str
    where: str
    sure: str

    @property
    def caution(self) -> str:
        """What a reader has to check; empty where we saw it."""
        return SURENESS[self.sure]


@dataclass(frozen=True)
class GovernorQuestion:
    """What those who answer for a setting may ask, and what a good and a poor answer sounds like."""

    ask: str
    good: str
    poor: str


@dataclass(frozen=True)
class Variant:
    """What a question says to some types of setting in place of its own words; empty is as for all."""

    types: tuple[str, ...]
    ask: str = ""
    basis: str = ""
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One question. ``levels`` are four statements, from not in place to proof that it works.

    ``up`` is what leads from each of the first three to the next. ``leads`` are keys of the edition's roles,
    ``page`` the address of our page that helps. ``types`` are those that see it (none: all), and
    ``may_not_apply`` those that may say that it does not apply, when ``not_apply_when`` says.
    Answers of editions before ``moved_in`` are not compared: what a level asks for was raised then.
    """

    id: str
    title: str
    ask: str
    levels: tuple[str, ...]
    why: str
    basis: str
    sources: tuple[Source, ...]
    evidence: str
    up: tuple[str, ...]
    page: str
    leads: tuple[str, ...]
    harm_speed: int
    is_start: bool = False
    governor: GovernorQuestion | None = None
    types: tuple[str, ...] = ()
    may_not_apply: tuple[str, ...] = ()
    not_apply_when: str = ""
    moved_in: str = ""
    variants: tuple[Variant, ...] = ()

    @property
    def basis_words(self) -> str:
        return BASES[self.basis]

    def is_for(self, setting_type: str) -> bool:
        """Whether a setting of this type sees it; without a type, whether every setting does."""
        return not self.types or setting_type in self.types

    def may_be_left_out(self, setting_type: str) -> bool:
        """Whether a setting of this type may say that it does not apply."""
        return ANY_TYPE in self.may_not_apply or setting_type in self.may_not_apply

    def moved_after(self, number: str) -> bool:
        """Whether its levels ask for more since edition ``number``: answers of it say something else."""
        return bool(self.moved_in) and edition_order(self.moved_in) > edition_order(number)

    def as_asked(self, setting_type: str) -> "Question":
        """Return the question in the words for this type."""
        for one in self.variants:
            if setting_type in one.types:
                return replace(
                    self,
                    ask=one.ask or self.ask,
                    basis=one.basis or self.basis,
                    levels=one.levels or self.levels,
                )
        return self


@dataclass(frozen=True)
class Theme:
    """Questions that stand on one page. Answers to those to ``keep_private`` show where one is weak."""

    key: str
    title: str
    short: str
    questions: tuple[Question, ...]
    keep_private: bool = False


@dataclass(frozen=True)
class WithdrawnQuestion:
    """A question that is no longer asked: its id is never used again."""

    id: str
    title: str
    why: str


@dataclass(frozen=True)
class Edition:
    """One self-review as it was issued. The first two letters of its codes are ``code``.

    ``look_again`` says how often what is in place is looked at again.
    """

    code: str
    slug: str
    title: str
    number: str
    issued_on: date
    setting_types: tuple[str, ...]
    governors: str
    all_minutes: str
    start_minutes: str
    look_again: str
    roles: Mapping[str, str]
    always_ask: tuple[GovernorQuestion, ...]
    themes: tuple[Theme, ...]
    withdrawn: tuple[WithdrawnQuestion, ...] = field(default=())

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question in its order, which is that of the code."""
        return tuple(question for theme in self.themes for question in theme.questions)

    @property
    def length(self) -> str:
        """How many questions it has, by the kind of setting: "48 questions", "20 to 23 questions"."""
        counts = {self.counted(kind) for kind in self.setting_types}
        return f"{' to '.join(str(count) for count in sorted({min(counts), max(counts)}))} questions"

    @property
    def order(self) -> tuple[int, int]:
        """The year and the count of its number, to compare editions by."""
        return edition_order(self.number)

    def counted(self, setting_type: str, *, start_only: bool = False) -> int:
        """How many questions a setting of this type is asked."""
        seen = (one for one in self.questions if one.is_for(setting_type))
        return sum(1 for one in seen if one.is_start or not start_only)

    def questions_for(self, theme: Theme, setting_type: str) -> Iterator[Question]:
        """Yield the questions of ``theme`` for a type, in its words."""
        return (one.as_asked(setting_type) for one in theme.questions if one.is_for(setting_type))


def edition_order(number: str) -> tuple[int, int]:
    """Return the year and the count of "2026.1". Raises ValueError for anything else."""
    year, _, count = number.partition(".")
    return int(year), int(count)
