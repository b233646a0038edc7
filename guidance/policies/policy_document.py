"""A policy laid out for Word: approval, people, sections, sources, what it is made from, annexes."""

from collections.abc import Iterator
from dataclasses import replace

from guidance.blocks import Paragraph, Run, Table
from guidance.policies.annexes import annexes_of
from guidance.policies.approval import approval_block, binds_others
from guidance.policies.contacts_page import contacts_page
from guidance.policies.document import (
    Document,
    Part,
    SectionHeading,
    cell,
    paragraph,
    unnumbered,
)
from guidance.policies.placeholders import long_date
from guidance.policies.policy_parts import FOR_APPROVAL, blank, running_state, section_parts
from guidance.policies.portal import Portal, Source
from guidance.policies.tailor import Policy

GUIDANCE = "Guidance"
FOR_EVERY_TYPE = (
    "This plain template has clauses for every type of setting, side by side. Delete those that are not for "
    "yours: the page at that address says for whom each is."
)
PAGE_NUMBERS = "For page numbers in the contents, click in the contents in Word and press F9."
OLD_PAGE_NUMBERS = (
    "If you change the font or the text, the page numbers in the contents are old until you click in the "
    "contents and press F9."
)

ONCE_APPROVED = (
    f"Once it is approved, change “{FOR_APPROVAL}” to “Approved” at the top of page 2 (Word changes every "
    "page), and sign page 1."
)


def of_policy(policy: Policy, portal: Portal) -> Document:
    """Return ``policy`` as a document, with the numbers and sources of ``portal``."""
    parts = [
        *contacts_page(policy.answers, portal),
        *_sections(policy),
        *_sources(policy, portal),
        *(part for annex in annexes_of(policy, portal) for part in annex.in_policy),
    ]
    return replace(
        blank(policy, portal),
        subtitle=policy.setting,
        opening=(approval_block(policy, portal),),
        about=tuple(_about(policy, portal)),
        parts=tuple(parts),
        logo=True,
        contents=True,
        page_numbers=not policy.setting,
    )


def _sections(policy: Policy) -> Iterator[Part]:
    """The numbered sections; the first begins a page, so that the page of contacts can be taken out alone."""
    numbered = [section for section in policy.sections if not section.annex]
    for place, section in enumerate(numbered):
        yield from section_parts(replace(section, new_page=section.new_page or place == 0))


def standing_of(source: Source, policy: Policy) -> str:
    """Return what ``source`` is to this setting: its own kind, unless it is statutory for others only."""
    return GUIDANCE if binds_others(source, policy.answers) else source.standing


def _sources(policy: Policy, portal: Portal) -> Iterator[Part]:
    used = [portal.sources[key] for key in policy.sources if key in portal.sources]
    if not used:
        return
    rows = tuple(_source_row(source, policy, portal) for source in used)
    head = tuple(cell(text) for text in ("Document", "Publisher", "Standing"))
    yield SectionHeading("Sources", numbered=False)
    yield unnumbered(
        paragraph("These documents shaped this policy."), Table(head, rows, "Sources of this policy")
    )


def _source_row(source: Source, policy: Policy, portal: Portal) -> tuple:
    href = source.url or source.page
    named = (Run(f"{source.name}\n"), Run(portal.address(href), href=href))
    return named, cell(source.publisher), cell(standing_of(source, policy))


def _about(policy: Policy, portal: Portal) -> Iterator[Paragraph]:
    """On the first page, where there is room: at the end it would often begin a page for a few lines."""
    made_from = (
        f"Made on {portal.today} from the LESAS template “{policy.title}”, edition {policy.edition} of "
        f"{long_date(policy.issued_on)}: "
    )
    yield _note(Run(made_from), *_link(portal.page, portal), Run("."))
    if not policy.setting:
        yield _note(Run(FOR_EVERY_TYPE))
    custom = [clause for section in policy.sections for clause in section.clauses if clause.has_custom_text]
    if custom:
        names = ", ".join(clause.number or clause.label for clause in custom)
        yield _note(Run(f"In our own words: {names}."))
    yield _note(
        *(Run("Code: "), Run(policy.code, bold=True)),
        Run(". It holds no personal information. Enter it next year to see what has changed for us: "),
        *_link(portal.changes_page, portal),
        Run("."),
    )
    if running_state(policy, portal).startswith(FOR_APPROVAL):
        yield _note(Run(ONCE_APPROVED))
    yield _note(Run(PAGE_NUMBERS if policy.setting else OLD_PAGE_NUMBERS))


def _note(*runs: Run) -> Paragraph:
    return Paragraph(runs, kind="note")


def _link(href: str, portal: Portal) -> tuple[Run, ...]:
    return (Run(portal.address(href), href=href),)
