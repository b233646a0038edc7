"""What changed in a template since a setting adopted it, laid out as a document for governors."""

from collections.abc import Sequence
from datetime import date

from guidance.blocks import Block, Paragraph, Run, Table
from guidance.policies.diff import Change, DiffSegment
from guidance.policies.document import PUBLISHER, ClauseBlocks, Document, Part, SectionHeading, cell
from guidance.policies.placeholders import long_date


def of_changes(
    title: str, *, since: str, edition: str, issued_on: date, changes: Sequence[Change], code: str, page: str
) -> Document:
    """Return a report of ``changes`` for governors: what changed since ``since``, why, and what to do."""
    parts: list[Part] = []
    for change in changes:
        parts.append(SectionHeading(f"{change.change_type}: {change.label}"))
        parts.append(ClauseBlocks(_change(change), numbered=False))
    count = f"{len(changes)} of its clauses changed." if len(changes) != 1 else "One of its clauses changed."
    lead = f"From {since} to edition {edition} of {long_date(issued_on)}. {count}"
    where = (Run("Code: "), Run(code, bold=True), Run(". "), Run("See these changes online", href=page))
    return Document(
        title=f"Changes to: {title}",
        author=PUBLISHER,
        header_left=f"Changes to: {title}",
        header_right=f"Edition {edition}",
        subject="Changes to a LESAS policy template",
        written_on=issued_on,
        opening=(Paragraph((Run(lead),)), Paragraph(where)),
        parts=tuple(parts),
        contents=bool(changes),
        keywords=code,
    )


def _change(change: Change) -> tuple[Block, ...]:
    sides = tuple(_segments(side) or cell("No clause") for side in (change.before, change.after))
    table = Table((cell("Before"), cell("Now")), (sides,))
    notes = [Paragraph((Run("Why: ", bold=True), Run(note))) for note in change.notes]
    actions = [Paragraph((Run("What to do: ", bold=True), Run(text))) for text in change.what_to_do]
    advice = "Your policy has its own words here. Decide whether they still serve."
    return (table, *notes, *actions, *([Paragraph((Run(advice),))] if change.has_custom_text else []))


def _segments(segments: Sequence[DiffSegment]) -> tuple[Run, ...]:
    return tuple(Run(segment.text, bold=segment.is_changed) for segment in segments)
