"""All questions on paper before a meeting: by theme, or by who leads, so that each brings what they know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from guidance.blocks import Block, Bullets, Paragraph, SubHeading, Table
from guidance.policies.document import PUBLISHER, Document, Part, SectionHeading, cell, paragraph, unnumbered
from guidance.self_review.answers import NOT_KNOWN, NOT_OURS, STATE_WORDS
from guidance.self_review.governor_report import ASK_HEAD
from guidance.self_review.schema import BASES, Edition, GovernorQuestion, Question
from lesas_portal.core.setting_types import SETTING_TYPES

BY_THEME, BY_ROLE = "by-theme", "by-role"
ORDERS = {BY_THEME: "Questions by theme", BY_ROLE: "Questions by role"}
LEAD = "For a meeting of {minutes}. Tick what is true today. “We don’t know” is an honest answer."


@dataclass(frozen=True)
class Section:
    """Questions that stand together; ``asks`` is what those who answer for the setting may ask."""

    title: str
    key: str
    questions: tuple[Question, ...] = ()
    asks: tuple[GovernorQuestion, ...] = ()


@dataclass(frozen=True)
class QuestionSheet:
    """Every question of an edition, in one order."""

    edition: Edition
    order: str

    @property
    def title(self) -> str:
        return ORDERS[self.order]

    @property
    def lead(self) -> str:
        return LEAD.format(minutes=self.edition.all_minutes)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The themes; or those who lead, and last who asks."""
        if self.order == BY_THEME:
            return tuple(Section(one.title, one.key, one.questions) for one in self.edition.themes)
        return tuple(_by_role(self.edition))


def _by_role(edition: Edition) -> Iterator[Section]:
    for role, title in edition.roles.items():
        found = tuple(one for one in edition.questions if role in one.leads)
        if found:
            yield Section(title, role, found)
    asks = (*edition.always_ask, *(one.governor for one in edition.questions if one.governor))
    yield Section(f"To ask, for {edition.governors}", "ask", asks=asks)


@dataclass(frozen=True)
class PrintedQuestion:
    """A question in the words of those whom it is for: ``for_whom``, empty where that is everybody.

    ``note`` says what it rests on, and what shows it.
    """

    question: Question
    for_whom: str
    note: str


def printed(question: Question) -> Iterator[PrintedQuestion]:
    """Yield ``question``, and after it what it asks of types that have words of their own."""
    own = [one for one in question.variants if one.ask or one.levels]
    only = [f"Only for: {_labels(question.types)}."] if question.types else []
    others = [f"Not for: {_labels(one.types)}; theirs follows." for one in own]
    apart = "".join(
        f" {BASES[one.basis]} for: {_labels(one.types)}." for one in question.variants if one not in own
    )
    yield PrintedQuestion(question, " ".join([*only, *others]), _rests_on(question, apart))
    for one in own:
        theirs = question.as_asked(one.types[0])
        yield PrintedQuestion(theirs, f"Only for: {_labels(one.types)}.", _rests_on(theirs))


def _labels(types: tuple[str, ...]) -> str:
    return ", ".join(SETTING_TYPES[one].label for one in types)


def _rests_on(question: Question, apart: str = "") -> str:
    return f"{question.basis_words}.{apart} Evidence: {question.evidence}"


def choices(question: Question) -> tuple[str, ...]:
    """Return what may be ticked: the four levels in words, and that nobody knows or it does not apply."""
    levels = (f"{level}: {words}" for level, words in enumerate(question.levels, start=1))
    apart = (f"{STATE_WORDS[NOT_OURS]}: {question.not_apply_when}",) if question.may_not_apply else ()
    return (*levels, STATE_WORDS[NOT_KNOWN], *apart)


def of_sheet(sheet: QuestionSheet, made_on: date) -> Document:
    """Return the sheet for Word."""
    edition = sheet.edition
    return Document(
        title=sheet.title,
        author=PUBLISHER,
        subject=f"Online safety self-review: {edition.title}",
        subtitle=f"Online safety self-review: {edition.title.lower()}",
        written_on=edition.issued_on,
        made_on=made_on,
        header_left=f"{sheet.title} · online safety self-review",
        footer=f"{edition.title}, edition {edition.number}",
        contents=False,
        opening=(paragraph(sheet.lead),),
        parts=tuple(_parts(sheet)),
    )


def _parts(sheet: QuestionSheet) -> Iterator[Part]:
    for place, section in enumerate(sheet.sections):
        # Each role takes its own pages along.
        yield SectionHeading(section.title, numbered=False, new_page=bool(place) and sheet.order == BY_ROLE)
        for question in section.questions:
            for one in printed(question):
                yield unnumbered(*_blocks(one))
        if section.asks:
            rows = tuple((cell(one.ask), cell(one.good), cell(one.poor)) for one in section.asks)
            yield unnumbered(Table(tuple(map(cell, ASK_HEAD)), rows, section.title))


def _blocks(one: PrintedQuestion) -> Iterator[Block]:
    question = one.question
    yield SubHeading(cell(f"{question.id} {question.title}"))
    if one.for_whom:
        yield Paragraph(cell(one.for_whom), kind="note")
    yield paragraph(question.ask)
    yield Bullets(tuple(map(cell, choices(question))), "ticks")
    yield Paragraph(cell(one.note), kind="note")
