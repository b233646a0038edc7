"""A policy, or a report of changes, laid out as the parts of a document, which ``docx`` writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guidance.blocks import Block, Paragraph, Run, Table
from guidance.policies.diff import Change, DiffSegment
from guidance.policies.placeholders import long_date
from guidance.policies.tailor import Policy, TailoredClause, TailoredSection

SOURCES_LEAD = (
    "These documents shaped this policy. Some are law or statutory guidance for certain kinds of setting, "
    "others are good practice."
)


@dataclass(frozen=True)
class SectionHeading:
    """A section's heading, numbered unless it says otherwise; an ``annex`` has a letter and its own page."""

    text: str
    numbered: bool = True
    annex: str = ""
    new_page: bool = False


@dataclass(frozen=True)
class ClauseBlocks:
    """Blocks of one clause; the first paragraph carries the number when ``numbered``.

    ``large`` print is for easy-read pages, ``agreement`` (points at 12 pt) for what learners sign.
    """

    blocks: tuple[Block, ...]
    numbered: bool = True
    large: bool = False
    agreement: bool = False


@dataclass(frozen=True)
class Document:
    """Everything a Word file holds: the same document makes the same bytes.

    ``written_on`` is the day of its words, ``made_on`` (else the same) the day on which the file was made,
    which its properties say. ``header_left`` and ``header_right`` stand on every page but the first,
    ``footer`` at the foot of every page, left of "Page 1 of 9". ``logo`` puts a place for one above the
    title. ``contents`` lists the sections; their pages are in it only with ``page_numbers``, which is for
    documents whose pages have been counted. ``landscape`` is for wide tables.

    A table without a head (``head=()``) is one of labels and answers: its first column names the rows.
    ``Bullets`` of the kind "ticks" are choices with a box to tick before each.
    """

    title: str
    author: str
    subject: str
    written_on: date
    parts: tuple[SectionHeading | ClauseBlocks, ...]
    opening: tuple[Block, ...] = ()
    subtitle: str = ""
    header_left: str = ""
    header_right: str = ""
    footer: str = ""
    keywords: str = ""
    made_on: date | None = None
    logo: bool = False
    contents: bool = True
    page_numbers: bool = False
    landscape: bool = False
    language: str = "en-GB"


@dataclass(frozen=True)
class Source:
    """A document the policy rests on; ``page`` is the page of this site that links to its newest edition."""

    key: str
    title: str
    publisher: str
    page: str


def of_policy(
    policy: Policy,
    *,
    sources: Sequence[Source],
    page: str,
    changes_page: str,
    footer: str = "",
    made_on: date | None = None,
) -> Document:
    """Return ``policy`` as a document.

    ``page`` is the path of the page where the template is read, ``changes_page`` of the one that shows what
    changed since. ``footer`` has the numbers that stand on every page.
    """
    named = {source.key: source for source in sources}
    parts = [part for section in policy.sections for part in _section(section)]
    used = [named[key] for key in policy.sources if key in named]
    if used:
        parts.append(SectionHeading("Sources", numbered=False))
        parts.append(ClauseBlocks((Paragraph((Run(SOURCES_LEAD),)), _sources(used)), numbered=False))
    parts.append(SectionHeading("About this document", numbered=False))
    parts.extend(ClauseBlocks((block,), numbered=False) for block in _about(policy, page, changes_page))
    return Document(
        title=policy.title,
        author=policy.setting or "LESAS, Kent County Council",
        subtitle=policy.setting,
        header_left=", ".join(name for name in (policy.title, policy.setting) if name),
        header_right=f"Edition {policy.edition}",
        footer=footer,
        subject="Policy made from a LESAS template",
        written_on=policy.issued_on,
        made_on=made_on,
        opening=_key_details(policy),
        parts=tuple(parts),
        keywords=policy.code,
        logo=bool(policy.setting),
        page_numbers=not policy.setting,
    )


def of_changes(
    title: str, *, since: str, edition: str, issued_on: date, changes: Sequence[Change], code: str, page: str
) -> Document:
    """Return a report of ``changes`` for governors: what changed since ``since``, why, and what to do."""
    parts: list[SectionHeading | ClauseBlocks] = []
    for change in changes:
        parts.append(SectionHeading(f"{change.change_type}: {change.label}"))
        parts.append(ClauseBlocks(_change(change), numbered=False))
    count = f"{len(changes)} of its clauses changed." if len(changes) != 1 else "One of its clauses changed."
    lead = f"From {since} to edition {edition} of {long_date(issued_on)}. {count}"
    where = (Run("Code: "), Run(code, bold=True), Run(". "), Run("See these changes online", href=page))
    return Document(
        title=f"Changes to: {title}",
        author="LESAS, Kent County Council",
        header_left=f"Changes to: {title}",
        header_right=f"Edition {edition}",
        subject="Changes to a LESAS policy template",
        written_on=issued_on,
        opening=(Paragraph((Run(lead),)), Paragraph(where)),
        parts=tuple(parts),
        contents=bool(changes),
        keywords=code,
    )


def _key_details(policy: Policy) -> tuple[Block, ...]:
    """The table of names and dates; nothing where the setting gave none."""
    rows = tuple((_cell(label), _cell(value)) for label, value in policy.key_details)
    return (Table((_cell("Key details"), _cell("For this policy")), rows),) if rows else ()


def _section(section: TailoredSection) -> list[SectionHeading | ClauseBlocks]:
    clauses = [
        ClauseBlocks(clause.blocks, numbered=bool(clause.number), large=section.large)
        for clause in section.clauses
    ]
    return [SectionHeading(section.title, new_page=section.new_page), *clauses]


def _cell(text: str, href: str = "", *, bold: bool = False) -> tuple[Run, ...]:
    return (Run(text, bold=bold, href=href),) if text else ()


def _sources(sources: Sequence[Source]) -> Table:
    rows = tuple((_cell(source.title, source.page), _cell(source.publisher)) for source in sources)
    return Table((_cell("Document"), _cell("Publisher")), rows)


def _about(policy: Policy, page: str, changes_page: str) -> list[Block]:
    made_from = (
        f"Made from the LESAS template “{policy.title}”, edition {policy.edition} of "
        f"{long_date(policy.issued_on)}. "
    )
    custom = [clause for section in policy.sections for clause in section.clauses if clause.has_custom_text]
    lines = [
        (Run(made_from), Run("Read the template and its history", href=page), Run(".")),
        *([(Run(f"In our own words: {_named(custom)}."),)] if custom else []),
        (Run("Code: "), Run(policy.code, bold=True)),
        (
            Run("The code holds no personal information. Enter it to see "),
            Run("what has changed since this policy was made", href=changes_page),
            Run("."),
        ),
    ]
    return [Paragraph(line) for line in lines]


def _named(clauses: list[TailoredClause]) -> str:
    return ", ".join(clause.number or clause.label for clause in clauses)


def _change(change: Change) -> tuple[Block, ...]:
    sides = tuple(_segments(side) or _cell("No clause") for side in (change.before, change.after))
    table = Table((_cell("Before"), _cell("Now")), (sides,))
    notes = [Paragraph((Run("Why: ", bold=True), Run(note))) for note in change.notes]
    actions = [Paragraph((Run("What to do: ", bold=True), Run(text))) for text in change.what_to_do]
    advice = "Your policy has its own words here. Decide whether they still serve."
    return (table, *notes, *actions, *([Paragraph((Run(advice),))] if change.has_custom_text else []))


def _segments(segments: Sequence[DiffSegment]) -> tuple[Run, ...]:
    return tuple(Run(segment.text, bold=segment.is_changed) for segment in segments)
