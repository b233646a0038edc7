"""A policy, or a report of changes, laid out as the parts of a document, which ``docx`` writes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from guidance.markup import Block, Paragraph, Run, Table
from guidance.policies.diff import Change, Piece
from guidance.policies.placeholders import long_date
from guidance.policies.tailor import Policy, PolicyClause, PolicySection

SOURCES_LEAD = (
    "These documents shaped this policy. Some are law or statutory guidance for certain kinds of setting, "
    "others are good practice."
)


@dataclass(frozen=True)
class Heading:
    """A section's heading, numbered unless it says otherwise."""

    text: str
    numbered: bool = True
    new_page: bool = False


@dataclass(frozen=True)
class Numbered:
    """Blocks of one clause; the first paragraph carries the number when ``numbered``."""

    blocks: tuple[Block, ...]
    numbered: bool = True
    large: bool = False


@dataclass(frozen=True)
class Document:
    """Everything a Word file holds. ``written_on`` dates it, so that it is the same every time."""

    title: str
    author: str
    header: str
    subject: str
    written_on: date
    opening: tuple[Block, ...]
    parts: tuple[Heading | Numbered, ...]
    contents: bool = True
    keywords: str = ""
    about: tuple[Block, ...] = field(default=())


@dataclass(frozen=True)
class Source:
    """A document the policy rests on, and the page of this site that links to its newest edition."""

    key: str
    title: str
    publisher: str


def of_policy(policy: Policy, *, sources: Sequence[Source], page: str) -> Document:
    """Return ``policy`` as a document; ``page`` is the path of the page where the template is read."""
    rows = tuple((_cell(label), _cell(value)) for label, value in policy.details)
    details = (Table((_cell("Key details"), _cell("For this policy")), rows),) if rows else ()
    named = {source.key: source for source in sources}
    parts = [part for section in policy.sections for part in _section(section)]
    used = [named[key] for key in policy.sources if key in named]
    if used:
        parts.append(Heading("Sources", numbered=False))
        parts.append(Numbered((Paragraph((Run(SOURCES_LEAD),)), _sources(used)), numbered=False))
    parts.append(Heading("About this document", numbered=False))
    parts.extend(Numbered((block,), numbered=False) for block in _about(policy, page))
    return Document(
        title=policy.title,
        author=policy.setting or "LESAS, Kent County Council",
        header=policy.setting or policy.title,
        subject="Policy made from a LESAS template",
        written_on=policy.issued_on,
        opening=details,
        parts=tuple(parts),
        keywords=policy.code,
    )


def of_changes(
    title: str, *, since: str, edition: str, issued_on: date, changes: Sequence[Change], code: str, page: str
) -> Document:
    """Return a report of ``changes`` for governors: what changed since ``since``, why, and what to do."""
    parts: list[Heading | Numbered] = []
    for change in changes:
        parts.append(Heading(f"{change.kind}: {change.label}"))
        parts.append(Numbered(_change(change), numbered=False))
    lead = f"{len(changes)} of its clauses changed." if len(changes) != 1 else "One of its clauses changed."
    opening = (
        Paragraph((Run(f"From {since} to edition {edition} of {long_date(issued_on)}. {lead}"),)),
        Paragraph(
            (Run("Code: "), Run(code, bold=True), Run(". "), Run("See these changes online", href=page))
        ),
    )
    return Document(
        title=f"Changes to: {title}",
        author="LESAS, Kent County Council",
        header=f"Changes to: {title}",
        subject="Changes to a LESAS policy template",
        written_on=issued_on,
        opening=opening,
        parts=tuple(parts),
        contents=bool(changes),
        keywords=code,
    )


def _section(section: PolicySection) -> list[Heading | Numbered]:
    clauses = [
        Numbered(clause.blocks, numbered=bool(clause.number), large=section.large)
        for clause in section.clauses
    ]
    return [Heading(section.title, new_page=section.new_page), *clauses]


def _cell(text: str, href: str = "", *, bold: bool = False) -> tuple[Run, ...]:
    return (Run(text, bold=bold, href=href),) if text else ()


def _sources(sources: Sequence[Source]) -> Table:
    rows = tuple(
        (_cell(source.title, f"/resources/{source.key}/"), _cell(source.publisher)) for source in sources
    )
    return Table((_cell("Document"), _cell("Publisher")), rows)


def _about(policy: Policy, page: str) -> list[Block]:
    own = [clause for section in policy.sections for clause in section.clauses if clause.own]
    blocks: list[Block] = [
        Paragraph(
            (
                Run(
                    f"Made from the LESAS template “{policy.title}”, edition {policy.edition} of "
                    f"{long_date(policy.issued_on)}. "
                ),
                Run("Read the template and its history", href=page),
                Run("."),
            )
        )
    ]
    if own:
        blocks.append(Paragraph((Run(f"In our own words: {_named(own)}."),)))
    blocks.append(Paragraph((Run("Code: "), Run(policy.code, bold=True))))
    blocks.append(
        Paragraph(
            (
                Run("The code holds no personal information. Enter it to see "),
                Run(
                    "what has changed since this policy was made",
                    href=f"/policies/changes/?code={policy.code}",
                ),
                Run("."),
            )
        )
    )
    return blocks


def _named(clauses: list[PolicyClause]) -> str:
    return ", ".join(clause.number or clause.label for clause in clauses)


def _change(change: Change) -> tuple[Block, ...]:
    sides = tuple(_pieces(pieces) or _cell("No clause") for pieces in (change.before, change.after))
    table = Table((_cell("Before"), _cell("Now")), (sides,))
    notes = [Paragraph((Run("Why: ", bold=True), Run(note))) for note in change.notes]
    actions = [Paragraph((Run("What to do: ", bold=True), Run(text))) for text in change.what_to_do]
    own = "Your policy has its own words here. Decide whether they still serve."
    return (table, *notes, *actions, *([Paragraph((Run(own),))] if change.own_words else []))


def _pieces(pieces: Sequence[Piece]) -> tuple[Run, ...]:
    return tuple(Run(piece.text, bold=piece.kind != "same") for piece in pieces)
