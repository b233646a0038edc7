"""A policy template as data: sections, clauses, and when each applies. What an edition freezes."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date

from guidance.policies.answers import Answers
from guidance.policies.setting_types import SETTING_TYPES, TYPE_GROUPS
from guidance.standing import STATUTORY
from lesas_portal.core.setting_types import GOVERNANCES


@dataclass(frozen=True)
class Condition:
    """When something applies: any of the phases, types and governances, and the answers named.

    Empty means always. ``answers`` are written as ``question:answer``; two to one question mean either.
    """

    phases: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    governances: tuple[str, ...] = ()

    def covers(self, answers: Answers) -> bool:
        """Whether this applies to a setting. What was not answered counts as any setting with staff."""
        return self.covers_kind(answers) and self.covers_choices(answers.all_choices)

    def covers_kind(self, answers: Answers) -> bool:
        """Whether this can apply to a setting of this type, ages and governance, whatever it chose."""
        if self.phases and answers.ages and not set(self.phases) & set(answers.ages):
            return False
        types = {answers.setting_type} if answers.setting_type in SETTING_TYPES else WITH_STAFF
        if self.types and not set(self.types) & types:
            return False
        if not self.governances:
            return True
        possible = ANSWERABLE & set(answers.type_words.governances)
        known = {answers.governed_by} if answers.governed_by else possible
        return bool(set(self.governances) & known)

    def covers_choices(self, choices: dict[str, str]) -> bool:
        """Whether the answers that this names were given. ``choices`` answers every question."""
        wanted: dict[str, set[str]] = {}
        for answer in self.answers:
            question, _, value = answer.partition(":")
            wanted.setdefault(question, set()).add(value)
        return all(choices[question] in values for question, values in wanted.items())


WITH_STAFF = set(TYPE_GROUPS["with-staff"])
# Whoever did not say who governs the setting is not taken for one who answers to nobody.
ANSWERABLE = set(GOVERNANCES) - {"nobody"}
ALWAYS = Condition()


@dataclass(frozen=True)
class FrozenClause:
    """One rule of a template, at one version. ``text`` is Markdown with placeholders in braces.

    Where shared blocks were put into it, ``raw_text`` says how it was written; elsewhere that is empty.
    """

    key: str
    label: str
    text: str
    version: int = 1
    required: bool = True
    condition: Condition = ALWAYS
    why: str = ""
    source: str = ""
    reference: str = ""
    change_note: str = ""
    what_to_do: str = ""
    raw_text: str = ""
    basis: str = ""

    @property
    def is_statutory(self) -> bool:
        """Whether the law asks for it, so that it cannot be left out or emptied."""
        return self.basis == STATUTORY

    @property
    def written(self) -> str:
        """The words with the names of shared blocks in them, not the words of the blocks."""
        return self.raw_text or self.text


@dataclass(frozen=True)
class FrozenSection:
    """A heading and its clauses; ``large`` print is for young children and easy-read pages.

    An ``annex`` stands after the policy on a page of its own; as a ``sheet`` it is also handed out alone.
    """

    key: str
    title: str
    clauses: tuple[FrozenClause, ...]
    condition: Condition = ALWAYS
    new_page: bool = False
    large: bool = False
    annex: bool = False
    sheet: str = ""


@dataclass(frozen=True)
class GovernorQuestion:
    """What governors may ask before they approve, and what a good answer has."""

    ask: str
    good_answer: str


@dataclass(frozen=True)
class Template:
    """One edition of a policy template.

    ``purpose``, ``why_now`` and ``governor_questions`` are for the paper that goes to governors,
    ``read_with`` names a setting's other policies, ``charts`` the guided routes whose chart is an annex, and
    ``log`` adds a log of incidents.
    """

    code: str
    title: str
    edition: str
    issued_on: date
    questions: tuple[str, ...]
    sections: tuple[FrozenSection, ...] = field(repr=False)
    purpose: str = ""
    why_now: str = ""
    read_with: tuple[str, ...] = ()
    governor_questions: tuple[GovernorQuestion, ...] = ()
    charts: tuple[str, ...] = ()
    log: bool = False

    def clauses(self) -> Iterator[tuple[FrozenSection, FrozenClause]]:
        """Yield every clause with its section, in order."""
        for section in self.sections:
            for clause in section.clauses:
                yield section, clause


def as_data(template: Template) -> dict:
    """Return ``template`` as plain data for a JSON field."""
    return {**asdict(template), "issued_on": template.issued_on.isoformat()}


def from_data(data: dict) -> Template:
    """Return the template that ``as_data`` made ``data`` from. Raises TypeError or KeyError otherwise."""
    return Template(
        **{
            **data,
            "issued_on": date.fromisoformat(data["issued_on"]),
            "questions": tuple(data["questions"]),
            "sections": tuple(_section(section) for section in data["sections"]),
            "read_with": tuple(data.get("read_with", ())),
            "charts": tuple(data.get("charts", ())),
            "governor_questions": tuple(
                GovernorQuestion(**one) for one in data.get("governor_questions", ())
            ),
        }
    )


def _section(data: dict) -> FrozenSection:
    clauses = tuple(
        FrozenClause(**{**clause, "condition": _condition(clause["condition"])}) for clause in data["clauses"]
    )
    return FrozenSection(**{**data, "clauses": clauses, "condition": _condition(data["condition"])})


def _condition(data: dict) -> Condition:
    return Condition(**{name: tuple(values) for name, values in data.items()})
