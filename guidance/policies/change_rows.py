"""A change as the cells of a row: which clause, before, now, why and for whom. Words say what looks show."""

import re
from collections.abc import Sequence
from dataclasses import replace

from guidance.blocks import Run, Runs
from guidance.policies.change import Change, DiffSegment
from guidance.policies.document import cell
from guidance.policies.side_by_side import GAP, changed_sentences


def row_of(change: Change) -> tuple[Runs, ...]:
    """Return the cells of ``change``: clause, before, now, and why and for whom."""
    return tuple(map(_without_end, (_clause(change), _before(change), _now(change), _why(change))))


def sides_of(change: Change) -> tuple[Runs, Runs]:
    """Return the cells of ``change`` before and now: of what is reworded, the sentences that differ."""
    return _without_end(_before(change)), _without_end(_now(change))


def _without_end(runs: Runs) -> Runs:
    """The runs of a cell without a line end after the last, which would be an empty paragraph."""
    return (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip())) if runs else ()


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
        text = "".join(segment.text for segment in segments)
        return (Run(f"{mark}: ", bold=True), *cell(_single_lines(text.strip())))
    shown = changed_sentences(segments)
    if [segment.words for segment in shown] == [GAP]:
        return cell(f"Nothing {mark.lower()}.")
    return tuple(run for segment in shown for run in _marked(segment, mark))


def _marked(segment: DiffSegment, mark: str) -> Runs:
    text = _single_lines(segment.words)
    after = "\n" if "\n" in segment.space else " "
    if not segment.is_changed:
        return cell(text + after)
    return (Run("["), Run(f"{mark}: {text.strip()}", bold=True), Run(f"]{after}"))


def _single_lines(text: str) -> str:
    """The text without empty lines: each line is a paragraph of the cell."""
    return re.sub(r"\s*\n\s*", "\n", text)


def _why(change: Change) -> Runs:
    law = "Law or statutory guidance. " if change.is_law else ""
    lines = [
        law + " ".join(change.reasons),
        *(f"To do: {text}" for text in change.advice),
        " ".join(change.whom) or "For everyone.",
    ]
    return cell("\n".join(line.strip() for line in lines if line.strip()))
