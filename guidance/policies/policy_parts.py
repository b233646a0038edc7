"""Parts that the Word files of a policy share: its sections, and what stands at the head of every page."""

from dataclasses import replace
from datetime import date

from guidance.blocks import Pictures
from guidance.policies.contacts_page import danger_line
from guidance.policies.document import PUBLISHER, ClauseBlocks, Document, Part, SectionHeading
from guidance.policies.placeholders import long_date
from guidance.policies.portal import Portal
from guidance.policies.tailor import Policy, TailoredClause, TailoredSection

FOR_APPROVAL = "For approval on"
LEARNERS = "agreement-ks"
"""What the names of agreements begin with that learners read and sign: at 12 pt, adults' at 11."""


def blank(policy: Policy, portal: Portal) -> Document:
    """Return a file of ``policy`` without anything in it but what all its files say at head and foot."""
    return Document(
        title=policy.title,
        author=policy.setting or PUBLISHER,
        subject=f"Made from a LESAS policy template: {policy.title}",
        written_on=policy.issued_on,
        made_on=portal.made_on,
        parts=(),
        keywords=policy.code,
        header_left=running_title(policy),
        header_right=running_state(policy, portal),
        footer=danger_line(policy.answers, portal),
        contents=False,
    )


def running_title(policy: Policy) -> str:
    """Return what stands at the head of every page, so that a loose page can be told."""
    return ", ".join(name for name in (policy.title, policy.setting) if name)


def running_state(policy: Policy, portal: Portal) -> str:
    """Return whether it was approved, when, and as which version."""
    answers = policy.answers
    if not policy.setting:
        return f"Template, edition {policy.edition}"
    version = f", version {answers.version.strip()}" if answers.version.strip() else ""
    if answers.adopted_on:
        return f"{_state(policy, answers.adopted_on, portal)} {long_date(answers.adopted_on)}{version}"
    return f"Draft of {portal.today}{version}"


def _state(policy: Policy, adopted_on: date, portal: Portal) -> str:
    """Nobody has approved a policy before the day on which it comes up."""
    if policy.answers.governed_by == "nobody":
        return "In use from"
    return FOR_APPROVAL if adopted_on > portal.made_on else "Approved"


def section_parts(section: TailoredSection) -> list[Part]:
    """Return a section with its heading."""
    return [SectionHeading(section.title, new_page=section.new_page), *clause_parts(section)]


def clause_parts(section: TailoredSection) -> list[Part]:
    """Return what stands under the heading of ``section``; drawings that follow each other join."""
    parts: list[ClauseBlocks] = []
    for clause in section.clauses:
        before = parts[-1].blocks[-1] if parts else None
        first, *rest = clause.blocks
        if isinstance(before, Pictures) and isinstance(first, Pictures):
            joined = replace(before, items=(*before.items, *first.items))
            parts[-1] = replace(parts[-1], blocks=(*parts[-1].blocks[:-1], joined, *rest))
        else:
            parts.append(_clause(clause, section))
    return list(parts)


def _clause(clause: TailoredClause, section: TailoredSection) -> ClauseBlocks:
    return ClauseBlocks(
        clause.blocks,
        numbered=bool(clause.number),
        large=section.large,
        agreement=section.sheet.startswith(LEARNERS),
    )
