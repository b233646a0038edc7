"""A policy template as data: sections, clauses, and when each applies. What an edition freezes."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date

from guidance.policies.questions import LOCAL_CHOICES
from guidance.policies.setting_types import TYPE_GROUPS


@dataclass(frozen=True)
class Condition:
    """When something applies: any of the phases, any of the types, and the answers to each question named.

    Empty means always. ``answers`` are written as ``question:answer``; two to one question mean either.
    """

    phases: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    def covers(self, *, setting_type: str, phases: tuple[str, ...], choices: dict[str, str]) -> bool:
        """Whether this applies to a setting. An empty type or no phases means any setting with staff."""
        if self.phases and phases and not set(self.phases) & set(phases):
            return False
        if self.types and not set(self.types) & ({setting_type} if setting_type else WITH_STAFF):
            return False
        wanted: dict[str, set[str]] = {}
        for answer in self.answers:
            question, _, value = answer.partition(":")
            wanted.setdefault(question, set()).add(value)
        return all(
            choices.get(question, LOCAL_CHOICES[question].default) in values
            for question, values in wanted.items()
        )


WITH_STAFF = set(TYPE_GROUPS["with-staff"])
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

    @property
    def written(self) -> str:
        """The words with the names of shared blocks in them, not the words of the blocks."""
        return self.raw_text or self.text


@dataclass(frozen=True)
class FrozenSection:
    """A heading and its clauses; ``large`` print is for young children and easy-read pages."""

    key: str
    title: str
    clauses: tuple[FrozenClause, ...]
    condition: Condition = ALWAYS
    new_page: bool = False
    large: bool = False


@dataclass(frozen=True)
class Template:
    """One edition of a policy template."""

    code: str
    title: str
    edition: str
    issued_on: date
    questions: tuple[str, ...]
    sections: tuple[FrozenSection, ...] = field(repr=False)

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
        }
    )


def _section(data: dict) -> FrozenSection:
    clauses = tuple(
        FrozenClause(**{**clause, "condition": _condition(clause["condition"])}) for clause in data["clauses"]
    )
    return FrozenSection(**{**data, "clauses": clauses, "condition": _condition(data["condition"])})


def _condition(data: dict) -> Condition:
    return Condition(**{name: tuple(values) for name, values in data.items()})
