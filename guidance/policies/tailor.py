"""Template and answers in, policy out: which clauses apply, what they say, and how they are numbered."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import date

from guidance.block_reader import PICTURE
from guidance.blocks import Block, Paragraph
from guidance.policies import reference_code
from guidance.policies.answers import Answers
from guidance.policies.own_clauses import read_own_clauses
from guidance.policies.pasted_text import read_pasted
from guidance.policies.placeholders import fill_markdown, fill_text, key_details, placeholder_values
from guidance.policies.schema import FrozenClause, FrozenSection, Template

DRAWING = re.compile(rf"\({PICTURE}([\w-]+)\)")
ADDED_LABEL = "A clause of our own"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class TailoredClause:
    """A clause as it stands in the policy. ``number`` is empty where a table or list opens it."""

    key: str
    label: str
    number: str
    blocks: tuple[Block, ...]
    required: bool
    has_custom_text: bool
    source: str
    basis: str = ""
    is_added: bool = False


@dataclass(frozen=True)
class TailoredSection:
    """A section with the clauses that apply. An annex has a letter and no number."""

    key: str
    number: int
    title: str
    clauses: tuple[TailoredClause, ...]
    new_page: bool
    large: bool
    annex: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Policy:
    """A policy made for one setting, with the ``template`` and the ``answers`` that it was made from."""

    title: str
    setting: str
    edition: str
    issued_on: date
    key_details: tuple[tuple[str, str], ...]
    sections: tuple[TailoredSection, ...]
    code: str
    template: Template
    answers: Answers

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources its clauses name, in the order in which they first appear."""
        clauses = (clause for section in self.sections for clause in section.clauses)
        return tuple(dict.fromkeys(clause.source for clause in clauses if clause.source))


def tailor(template: Template, answers: Answers) -> Policy:
    """Return the policy that ``template`` becomes for ``answers``.

    Raises KeyError for an unknown placeholder and UnknownMarkupError for markup without a form; an
    edition with either is never issued (see ``validation``).
    """
    values = placeholder_values(answers)
    sections: list[TailoredSection] = []
    for is_annex in (False, True):
        applying = [section for section in template.sections if section.annex == is_annex]
        made = [(section, _clauses(section, values, answers)) for section in applying]
        for place, (section, clauses) in enumerate([one for one in made if one[1]], start=1):
            sections.append(_section(section, clauses, place, fill_text(section.title, values)))
    return Policy(
        title=template.title,
        setting=answers.setting_name,
        edition=template.edition,
        issued_on=template.issued_on,
        key_details=key_details(answers),
        sections=tuple(sections),
        code=_code(template, answers),
        template=template,
        answers=answers,
    )


def _code(template: Template, answers: Answers) -> str:
    profile = reference_code.Profile(answers.setting_type, answers.governed_by, answers.phases)
    return reference_code.encode(template.code, template.edition, _states(template, answers), profile)


def _clauses(section: FrozenSection, values: dict[str, str], answers: Answers) -> list[TailoredClause]:
    """The clauses of a section that apply, then those that the setting adds to it."""
    kept = [clause for clause in section.clauses if _is_kept(section, clause, answers)]
    added = _added(section, answers) if section.condition.covers(answers) else ()
    return [*(_clause(clause, values, answers) for clause in kept), *added]


def _is_kept(section: FrozenSection, clause: FrozenClause, answers: Answers) -> bool:
    if clause.key in answers.omitted and not clause.required and not clause.is_statutory:
        return False
    return section.condition.covers(answers) and clause.condition.covers(answers)


def _section(
    section: FrozenSection, clauses: list[TailoredClause], place: int, title: str
) -> TailoredSection:
    return TailoredSection(
        key=section.key,
        number=0 if section.annex else place,
        title=title,
        clauses=tuple(clauses if section.annex else _numbered(clauses, place)),
        new_page=section.new_page,
        large=section.large,
        annex=LETTERS[place - 1] if section.annex else "",
        sheet=section.sheet,
    )


def _numbered(clauses: list[TailoredClause], place: int) -> Iterator[TailoredClause]:
    """Each clause with its number; one that a table or list opens has none."""
    number = 0
    for clause in clauses:
        is_numbered = isinstance(clause.blocks[0], Paragraph)
        number += is_numbered
        yield replace(clause, number=f"{place}.{number}") if is_numbered else clause


def _clause(clause: FrozenClause, values: dict[str, str], answers: Answers) -> TailoredClause:
    """A clause of the template, in the setting's own words where it has any."""
    custom_blocks = _custom_blocks(clause, answers)
    return TailoredClause(
        key=clause.key,
        label=clause.label,
        number="",
        blocks=custom_blocks or fill_markdown(clause.text, values),
        required=clause.required,
        has_custom_text=bool(custom_blocks),
        source="" if custom_blocks and clause.key in answers.dropped_sources else clause.source,
        basis=clause.basis,
    )


def _added(section: FrozenSection, answers: Answers) -> Iterator[TailoredClause]:
    found = read_own_clauses(answers.added.get(section.key, ""), pictures=_drawings(section.clauses))
    for place, blocks in enumerate(found, start=1):
        yield TailoredClause(
            key=f"add-{section.key}-{place}",
            label=ADDED_LABEL,
            number="",
            blocks=blocks,
            required=False,
            has_custom_text=True,
            source="",
            is_added=True,
        )


def _custom_blocks(clause: FrozenClause, answers: Answers) -> tuple[Block, ...]:
    """What the setting says in place of ``clause``. It shows no drawing that the clause does not have."""
    return read_pasted(answers.custom_text.get(clause.key, ""), pictures=_drawings((clause,)))


def _drawings(clauses: Iterable[FrozenClause]) -> Set[str]:
    return {name for clause in clauses for name in DRAWING.findall(clause.text)}


def _states(template: Template, answers: Answers) -> list[int]:
    return [_state(section, clause, answers) for section, clause in template.clauses()]


def _state(section: FrozenSection, clause: FrozenClause, answers: Answers) -> int:
    if not _is_kept(section, clause, answers):
        return reference_code.ABSENT
    return reference_code.CUSTOM_TEXT if answers.custom_text.get(clause.key) else reference_code.AS_WRITTEN
