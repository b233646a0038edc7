"""Template and answers in, policy out: which clauses apply, what they say, and how they are numbered."""

from dataclasses import dataclass
from datetime import date

from guidance.blocks import Block, Paragraph
from guidance.policies import reference_code
from guidance.policies.answers import Answers
from guidance.policies.placeholders import fill_markdown, fill_text, key_details, placeholder_values
from guidance.policies.plain_text import from_plain_text
from guidance.policies.schema import FrozenClause, FrozenSection, Template

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
        keys = (clause.source for clause in clauses if not clause.has_custom_text)
        return tuple(dict.fromkeys(key for key in keys if key))


def tailor(template: Template, answers: Answers) -> Policy:
    """Return the policy that ``template`` becomes for ``answers``.

    Raises KeyError for an unknown placeholder and UnknownMarkupError for markup without a form; an
    edition with either is never issued (see ``validation``).
    """
    values = placeholder_values(answers)
    sections: list[TailoredSection] = []
    for is_annex in (False, True):
        applying = [section for section in template.sections if section.annex == is_annex]
        kept = [(section, _kept(section, answers)) for section in applying]
        for place, (section, clauses) in enumerate([one for one in kept if one[1]], start=1):
            sections.append(_section(section, clauses, place, values, answers))
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


def _kept(section: FrozenSection, answers: Answers) -> list[FrozenClause]:
    return [clause for clause in section.clauses if _is_kept(section, clause, answers)]


def _is_kept(section: FrozenSection, clause: FrozenClause, answers: Answers) -> bool:
    if not clause.required and clause.key in answers.omitted:
        return False
    return section.condition.covers(answers) and clause.condition.covers(answers)


def _section(
    section: FrozenSection, kept: list[FrozenClause], place: int, values: dict[str, str], answers: Answers
) -> TailoredSection:
    clauses: list[TailoredClause] = []
    for clause in kept:
        number = sum(bool(before.number) for before in clauses) + 1
        clauses.append(_clause(clause, "" if section.annex else f"{place}.{number}", values, answers))
    return TailoredSection(
        key=section.key,
        number=0 if section.annex else place,
        title=fill_text(section.title, values),
        clauses=tuple(clauses),
        new_page=section.new_page,
        large=section.large,
        annex=LETTERS[place - 1] if section.annex else "",
        sheet=section.sheet,
    )


def _clause(clause: FrozenClause, number: str, values: dict[str, str], answers: Answers) -> TailoredClause:
    custom_blocks = _custom_blocks(clause, answers)
    blocks = custom_blocks or fill_markdown(clause.text, values)
    return TailoredClause(
        key=clause.key,
        label=clause.label,
        number=number if isinstance(blocks[0], Paragraph) else "",
        blocks=blocks,
        required=clause.required,
        has_custom_text=bool(custom_blocks),
        source=clause.source,
        basis=clause.basis,
    )


def _custom_blocks(clause: FrozenClause, answers: Answers) -> tuple[Block, ...]:
    return from_plain_text(answers.custom_text.get(clause.key, ""))


def _states(template: Template, answers: Answers) -> list[int]:
    return [_state(section, clause, answers) for section, clause in template.clauses()]


def _state(section: FrozenSection, clause: FrozenClause, answers: Answers) -> int:
    if not _is_kept(section, clause, answers):
        return reference_code.ABSENT
    return reference_code.CUSTOM_TEXT if _custom_blocks(clause, answers) else reference_code.AS_WRITTEN
