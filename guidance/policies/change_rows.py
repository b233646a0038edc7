"""A change as the cells of a row: which clause, before, now, why and for whom. Words say what looks show."""

from collections.abc import Sequence

from guidance.blocks import Run, Runs
from guidance.policies.change import Change, DiffSegment
from guidance.policies.document import cell
from guidance.policies.side_by_side import changed_sentences


def row_of(change: Change) -> tuple[Runs, ...]:
    """Return the cells of ``change``: clause, before, now, and why and for whom."""
    return (_clause(change), _before(change), _now(change), _why(change))


def _clause(change: Change) -> Runs:
    """The label is not bold: a bold "safeguarding" would break in a column of 27 mm."""
    happened = Run(f"\n{change.change_type}.", bold=True)
    return (Run(change.named), happened, Run(f" In “{change.section}”."))


def _before(change: Change) -> Runs:
    if not change.before:
        return cell("Not in your policy.")
    if not change.is_reworded and change.before and change.after:
        return cell("The words stay the same.")
    return _side(change.before, "Taken out", is_whole=not change.after)


def _now(change: Change) -> Runs:
    if not change.after:
        return cell("Not in the template any more.")
    if not change.is_reworded and change.before and change.after:
        return cell(f"{change.change_type}.")
    return _side(change.after, "Put in", is_whole=not change.before)


def _side(segments: Sequence[DiffSegment], mark: str, *, is_whole: bool) -> Runs:
    """One side of a change: all of it where the other side is empty, else the sentences that differ."""
    if is_whole:
        return (Run(f"{mark}: ", bold=True), *cell("".join(segment.text for segment in segments).strip()))
    return tuple(run for segment in changed_sentences(segments) for run in _marked(segment, mark))


def _marked(segment: DiffSegment, mark: str) -> Runs:
    if not segment.is_changed:
        return cell(segment.text)
    return (Run("["), Run(f"{mark}: {segment.text.strip()}", bold=True), Run("] "))


def _why(change: Change) -> Runs:
    law = "Law or statutory guidance. " if change.is_law else ""
    lines = [
        law + " ".join(change.reasons),
        *(f"To do: {text}" for text in change.advice),
        " ".join(change.whom) or "For everyone.",
    ]
    return cell("\n".join(line.strip() for line in lines if line.strip()))
