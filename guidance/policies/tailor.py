"""Template and answers in, policy out: which clauses apply, what they say, and how they are numbered."""

from dataclasses import dataclass
from datetime import date

from guidance import markup
from guidance.markup import Block, Paragraph
from guidance.policies import reference_code
from guidance.policies.placeholders import Answers, details, fill, say, words_of
from guidance.policies.plain_text import from_typed
from guidance.policies.schema import Clause, Section, Template


@dataclass(frozen=True)
class PolicyClause:
    """A clause as it stands in the policy. ``number`` is empty where a table or list opens it."""

    key: str
    label: str
    number: str
    blocks: tuple[Block, ...]
    required: bool
    own: bool
    source: str


@dataclass(frozen=True)
class PolicySection:
    """A section with the clauses that apply."""

    key: str
    number: int
    title: str
    clauses: tuple[PolicyClause, ...]
    new_page: bool
    large: bool


@dataclass(frozen=True)
class Policy:
    """A policy made for one setting."""

    title: str
    setting: str
    edition: str
    issued_on: date
    details: tuple[tuple[str, str], ...]
    sections: tuple[PolicySection, ...]
    code: str

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources its clauses name, in the order in which they first appear."""
        keys = (clause.source for section in self.sections for clause in section.clauses if not clause.own)
        return tuple(dict.fromkeys(key for key in keys if key))


def tailor(template: Template, answers: Answers) -> Policy:
    """Return the policy that ``template`` becomes for ``answers``.

    Raises KeyError for an unknown placeholder and markup.UnknownMarkup for markup without a form; an
    edition with either is never issued (see ``checks``).
    """
    words = words_of(answers)
    sections = []
    for section in template.sections:
        kept = [clause for clause in section.clauses if _is_kept(section, clause, answers)]
        if kept:
            sections.append(_section(section, kept, len(sections) + 1, words, answers))
    return Policy(
        title=template.title,
        setting=answers.setting_name,
        edition=template.edition,
        issued_on=template.issued_on,
        details=details(answers),
        sections=tuple(sections),
        code=reference_code.encode(template.code, template.edition, _states(template, answers)),
    )


def _is_kept(section: Section, clause: Clause, answers: Answers) -> bool:
    if not clause.required and clause.key in answers.left_out:
        return False
    phases = answers.phases or answers.kind.phases
    return all(
        scope.covers(setting_type=answers.setting_type, phases=phases, choices=answers.choices)
        for scope in (section.scope, clause.scope)
    )


def _section(section: Section, kept: list[Clause], number: int, words, answers: Answers) -> PolicySection:
    clauses, count = [], 0
    for clause in kept:
        typed = answers.own_words.get(clause.key, "")
        blocks = from_typed(typed) or fill(markup.blocks(clause.text), words)
        is_numbered = isinstance(blocks[0], Paragraph)
        count += is_numbered
        clauses.append(
            PolicyClause(
                key=clause.key,
                label=clause.label,
                number=f"{number}.{count}" if is_numbered else "",
                blocks=blocks,
                required=clause.required,
                own=bool(from_typed(typed)),
                source=clause.source,
            )
        )
    title = say(section.title, words)
    return PolicySection(section.key, number, title, tuple(clauses), section.new_page, section.large)


def _states(template: Template, answers: Answers) -> list[int]:
    states = []
    for section, clause in template.clauses():
        if not _is_kept(section, clause, answers):
            states.append(reference_code.ABSENT)
        else:
            states.append(
                reference_code.OWN
                if from_typed(answers.own_words.get(clause.key, ""))
                else reference_code.AS_WRITTEN
            )
    return states
