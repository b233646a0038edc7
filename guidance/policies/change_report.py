"""What changed in a template since a setting adopted it, laid out as a document for governors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guidance.blocks import Block, Bullets, Paragraph, Run, Table
from guidance.policies.change import Change
from guidance.policies.change_rows import row_of
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
WORDING_LEAD = "These clauses say the same in other words. There is nothing for you to decide."
QUIET_LEAD = "In these clauses the words stay the same. Only the reason for them or a link has changed."


@dataclass(frozen=True)
class ChangeReport:
    """What changed in the template ``title`` since ``since``, an edition in words.

    ``setting`` is the kind of setting in words, where that is known. ``page`` is the path of the page that
    shows the same. The day ``made_on`` stands in the properties of the file alone.
    """

    title: str
    since: str
    edition: str
    issued_on: date
    changes: Sequence[Change]
    code: str
    page: str
    setting: str = ""
    made_on: date | None = None

    @property
    def to_decide(self) -> list[Change]:
        """The changes that this setting decides on."""
        return [change for change in self.changes if not change.is_for_others and not change.is_quiet]

    @property
    def quiet(self) -> list[Change]:
        """The clauses of which only the reason or a link changed."""
        quiet = [change for change in self.changes if not change.is_for_others and change.is_quiet]
        return [change for change in quiet if not change.is_wording_alone]

    @property
    def wording(self) -> list[Change]:
        """The clauses that say the same in other words."""
        return [change for change in self.changes if not change.is_for_others and change.is_wording_alone]

    @property
    def for_others(self) -> list[Change]:
        """The changes that are for other kinds of setting."""
        return [change for change in self.changes if change.is_for_others]


def of_changes(report: ChangeReport) -> Document:
    """Return ``report`` as a document for governors: what changed, why, for whom, and what we decide."""
    title = f"Changes to: {report.title}"
    return Document(
        title=title,
        author=PUBLISHER,
        header_left=title,
        header_right=f"Edition {report.edition}",
        footer=FORM_FOOT,
        subject="Changes to a LESAS policy template",
        written_on=report.issued_on,
        made_on=report.made_on,
        opening=_opening(report),
        parts=(*_to_decide(report.to_decide), *_listed(report), unnumbered(_where(report))),
        contents=False,
        keywords=report.code,
        landscape=len(report.to_decide) > MOST_UPRIGHT,
    )


def _opening(report: ChangeReport) -> tuple[Block, ...]:
    edition = f"edition {report.edition} of {long_date(report.issued_on)}"
    lead = f"From {report.since} to {edition}. {counted(report.to_decide)}"
    for_whom = f"For: {report.setting}." if report.setting else FOR_ANYONE
    legend = [LEGEND] if report.to_decide else []
    return tuple(map(paragraph, (lead, for_whom, *legend)))


def _where(report: ChangeReport) -> Paragraph:
    """Where the same can be read; it stands last, so that no table does: Word wants a paragraph after one."""
    code = (Run("Code: "), Run(report.code, bold=True), Run(". "))
    return Paragraph((*code, Run("See these changes online", href=report.page)))


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
        tuple((*row_of(change), *([()] if is_wide else [])) for change in changes),
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
    rows = tuple((cell(change.named), (), (), ()) for change in changes)
    return Table(head, rows, title="Our decision on each change")


def _record() -> Table:
    """Who agreed to what is ticked, and what was not agreed, filled in by hand."""
    labels = ("Agreed by", "Date", "Not agreed, and what we do instead")
    return Table((), tuple((cell(label), ()) for label in labels), title="Our decision on these changes")


def _listed(report: ChangeReport) -> list[Part]:
    """What needs no decision, as points."""
    parts: list[Part] = []
    for heading, lead, changes, point in (
        ("Only the wording", WORDING_LEAD, report.wording, _quiet_point),
        ("Only the reason or a link changed", QUIET_LEAD, report.quiet, _quiet_point),
        ("For other settings", OTHERS_LEAD, report.for_others, _other_point),
    ):
        if changes:
            points = Bullets(tuple(cell(point(change)) for change in changes))
            parts.append(SectionHeading(heading, numbered=False))
            parts.append(unnumbered(paragraph(lead), points))
    return parts


def _quiet_point(change: Change) -> str:
    return f"{change.named}: {' '.join(change.reasons)}"


def _other_point(change: Change) -> str:
    return f"{change.change_type}: {change.label}. {' '.join(change.scope)}".strip()
