"""What changed in a template since a setting adopted it, laid out as a document for governors."""

from collections.abc import Sequence
from datetime import date

from guidance.blocks import Bullets, Paragraph, Run, Runs, Table
from guidance.policies.change import Change, DiffSegment
from guidance.policies.document import (
    PUBLISHER,
    Document,
    Part,
    SectionHeading,
    cell,
    paragraph,
    unnumbered,
)
from guidance.policies.placeholders import long_date
from guidance.policies.side_by_side import changed_sentences

HEAD = ("Clause", "Before", "Now", "Why, and for whom")
MOST_UPRIGHT = 10
"""So many changes have a row of their own for the decision; more are ticked, on paper laid on its side."""

FORM_FOOT = "For decision. No child or case is named in this report."
LEGEND = (
    "“Taken out” and “Put in” mark the words that differ. “…” stands for sentences that stay as they are. "
    "Names and roles that you typed are not known here, so the words are those for your kind of setting."
)
FOR_ANYONE = "The code does not say what kind of setting you are, so changes for every kind are here."
OTHERS_LEAD = "These changes are for other kinds of setting. There is nothing for you to decide."
QUIET_LEAD = "In these clauses the words stay the same. Only the reason for them or a link has changed."


def of_changes(
    title: str,
    *,
    since: str,
    edition: str,
    issued_on: date,
    changes: Sequence[Change],
    code: str,
    page: str,
    setting: str = "",
    made_on: date | None = None,
) -> Document:
    """Return a report of ``changes`` for governors: what changed since ``since``, why, for whom, what to do.

    ``page`` is the path of the page that shows the same, ``setting`` the kind of setting in words. The day
    ``made_on`` stands in the properties alone.
    """
    theirs = [change for change in changes if change.is_for_others]
    quiet = [change for change in changes if change.is_quiet and not change.is_for_others]
    ours = [change for change in changes if not change.is_quiet and not change.is_for_others]
    lead = f"From {since} to edition {edition} of {long_date(issued_on)}. {counted(ours)}"
    for_whom = f"For: {setting}." if setting else FOR_ANYONE
    where = (Run("Code: "), Run(code, bold=True), Run(". "), Run("See these changes online", href=page))
    return Document(
        title=f"Changes to: {title}",
        author=PUBLISHER,
        header_left=f"Changes to: {title}",
        header_right=f"Edition {edition}",
        footer=FORM_FOOT,
        subject="Changes to a LESAS policy template",
        written_on=issued_on,
        made_on=made_on,
        opening=(
            paragraph(lead),
            paragraph(for_whom),
            *([paragraph(LEGEND)] if ours else []),
            Paragraph(where),
        ),
        parts=(*_to_decide(ours), *_listed(quiet, theirs)),
        contents=False,
        keywords=code,
        landscape=len(ours) > MOST_UPRIGHT,
    )


def counted(changes: Sequence[Change]) -> str:
    """Return how many changes there are to decide on, and how many of them rest on law."""
    if not changes:
        return "Nothing has changed that you need to decide on."
    law = sum(change.is_law for change in changes)
    clauses = "1 clause changed" if len(changes) == 1 else f"{len(changes)} clauses changed"
    rests = "rests" if law == 1 else "rest"
    return f"{clauses}. {law} {rests} on law or statutory guidance." if law else f"{clauses}."


def _to_decide(changes: Sequence[Change]) -> list[Part]:
    """The changes, and where the decision is written down."""
    if not changes:
        return []
    is_wide = len(changes) > MOST_UPRIGHT
    heads = (*HEAD, "Agreed") if is_wide else HEAD
    table = Table(
        tuple(cell(head) for head in heads),
        tuple((*_row(change), *([()] if is_wide else [])) for change in changes),
        title="What changed, clause by clause",
    )
    return [
        SectionHeading("What changed", numbered=False),
        unnumbered(table),
        SectionHeading("Our decision", numbered=False),
        unnumbered(_record() if is_wide else _decisions(changes)),
    ]


def _decisions(changes: Sequence[Change]) -> Table:
    """A row for the decision on each change, filled in by hand."""
    head = tuple(cell(text) for text in ("Clause", "Our decision", "By whom", "Date"))
    rows = tuple((cell(_named(change)), (), (), ()) for change in changes)
    return Table(head, rows, title="Our decision on each change")


def _record() -> Table:
    """Who agreed to what is ticked, and what was not agreed, filled in by hand."""
    labels = ("Agreed by", "Date", "Not agreed, and what we do instead")
    return Table((), tuple((cell(label), ()) for label in labels), title="Our decision on these changes")


def _row(change: Change) -> tuple[Runs, ...]:
    return (_clause(change), _before(change), _now(change), _why(change))


def _clause(change: Change) -> Runs:
    """The label is not bold: a bold "safeguarding" would break in a column of 27 mm."""
    happened = Run(f"\n{change.change_type}.", bold=True)
    return (Run(_named(change)), happened, Run(f" In “{change.section}”."))


def _named(change: Change) -> str:
    return " ".join(filter(None, (change.number, change.label)))


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


def _listed(quiet: Sequence[Change], theirs: Sequence[Change]) -> list[Part]:
    """What needs no decision, as points."""
    parts: list[Part] = []
    for heading, lead, changes, point in (
        ("Only the reason or a link changed", QUIET_LEAD, quiet, _quiet_point),
        ("For other settings", OTHERS_LEAD, theirs, _other_point),
    ):
        if changes:
            points = Bullets(tuple(cell(point(change)) for change in changes))
            parts.append(SectionHeading(heading, numbered=False))
            parts.append(unnumbered(paragraph(lead), points))
    return parts


def _quiet_point(change: Change) -> str:
    return f"{_named(change)}: {' '.join(change.reasons)}"


def _other_point(change: Change) -> str:
    return f"{change.change_type}: {change.label}. {' '.join(change.scope)}".strip()
