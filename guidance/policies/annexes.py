"""What stands after a policy: agreements and forms of its template, logs to fill in, charts of guided routes.

Each is also handed out alone, as a sheet with a name of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from guidance.blocks import Table
from guidance.policies import contacts_page
from guidance.policies.chart_annex import chart_parts
from guidance.policies.chart_words import has_chart
from guidance.policies.contacts_page import contacts_parts
from guidance.policies.document import (
    ClauseBlocks,
    Document,
    Part,
    SectionHeading,
    cell,
    paragraph,
    unnumbered,
)
from guidance.policies.docx.one_page import first_that_fits
from guidance.policies.policy_parts import blank, clause_parts
from guidance.policies.portal import Portal
from guidance.policies.tailor import LETTERS, Policy

CONTACTS, LOG = "contacts", "incident-log"
CHART = "chart-"
LOG_ROWS = 9
LOG_LEAD = (
    "One row an incident, numbers and initials only. The safeguarding record has the detail. Never put a "
    "picture here."
)
LOG_HEAD = (
    *("No.", "Date and time", "What happened, where online", "What we did, whom we told"),
    *("Looked at again", "Closed"),
)


@dataclass(frozen=True)
class Annex:
    """A part after the policy: its letter, the name of its sheet, title, and what stands under it."""

    letter: str
    sheet: str
    title: str
    parts: tuple[Part, ...]

    is_own: bool = False
    """Whether it is the template's own: an agreement or form that goes to people."""

    @property
    def name(self) -> str:
        """Its title where it stands in a list: of a chart it says that it is one."""
        return f"Chart: {self.title}" if self.sheet.startswith(CHART) else self.title

    @property
    def in_policy(self) -> tuple[Part, ...]:
        """It with its heading, as it stands in the policy."""
        return (SectionHeading(self.title, numbered=False, annex=self.letter, new_page=True), *self.parts)


def annexes_of(policy: Policy, portal: Portal) -> list[Annex]:
    """Return the annexes in order: those of the template that apply, forms to fill in, charts."""
    own = [
        Annex(section.annex, section.sheet, section.title, tuple(clause_parts(section)), is_own=True)
        for section in policy.sections
        if section.annex
    ]
    added = zip(LETTERS[len(own) :], _added(policy, portal), strict=False)
    return [*own, *(Annex(letter, *annex) for letter, annex in added)]


def sheet_names(policy: Policy, portal: Portal) -> dict[str, str]:
    """Return the titles of all that can be handed out alone, by the name of the sheet."""
    named = {annex.sheet: annex.name for annex in annexes_of(policy, portal) if annex.sheet}
    return {**named, CONTACTS: contacts_page.TITLE}


def of_sheet(name: str, policy: Policy, portal: Portal) -> Document | None:
    """Return one sheet as a document of its own; None where this policy has none of that name."""
    annex = _sheet(name, policy, portal)
    if annex is None:
        return None
    whole = replace(
        blank(policy, portal),
        title=annex.title,
        parts=annex.parts,
        logo=annex.is_own,
        head_on_first=True,
    )
    return first_that_fits(_shorter(whole))


def _shorter(document: Document) -> Iterator[Document]:
    """Yield ``document`` as it should be, then without what may go to keep it on one sheet."""
    yield document
    document = replace(document, logo=False)
    yield document
    yield replace(document, parts=tuple(_smaller(part) for part in document.parts))


def _smaller(part: Part) -> Part:
    return replace(part, agreement=False) if isinstance(part, ClauseBlocks) else part


def _sheet(name: str, policy: Policy, portal: Portal) -> Annex | None:
    if name == CONTACTS:
        return Annex("", name, contacts_page.TITLE, tuple(contacts_parts(policy.answers, portal)))
    return next((annex for annex in annexes_of(policy, portal) if annex.sheet == name), None)


def _added(policy: Policy, portal: Portal) -> Iterator[tuple[str, str, tuple[Part, ...]]]:
    template = policy.template
    if template.log:
        yield LOG, "Online incident log", (unnumbered(paragraph(LOG_LEAD), _log()),)
    for slug in template.charts:
        if slug in portal.book.routes and has_chart(slug, policy.answers):
            title = portal.book.routes[slug].title
            yield f"{CHART}{slug}", title, tuple(chart_parts(slug, policy.answers, portal))


def _log() -> Table:
    return Table(_head(LOG_HEAD), _empty(LOG_HEAD) * LOG_ROWS, "Online incident log")


def _head(words: tuple[str, ...]) -> tuple:
    return tuple(cell(word) for word in words)


def _empty(head: tuple[str, ...]) -> tuple:
    return (((),) * len(head),)
