"""The paper for governors beside a policy: what is asked, on what it rests, what changed, and what to ask.

One page, so that it is read. It names no child and no case.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from guidance.blocks import Block, Bullets, Runs, Table
from guidance.policies.answers import Answers
from guidance.policies.approval import binds_others, followed, follows, has_board, owner, version
from guidance.policies.change import Change, ChangeType, DiffSegment
from guidance.policies.document import Document, Part, SectionHeading, cell, paragraph, unnumbered
from guidance.policies.docx.one_page import first_that_fits
from guidance.policies.placeholders import long_date, placeholder_values
from guidance.policies.policy_document import GUIDANCE, standing_of
from guidance.policies.policy_parts import blank
from guidance.policies.portal import Portal
from guidance.policies.schema import Template
from guidance.policies.side_by_side import changed_sentences
from guidance.policies.tailor import Policy

MOST_CHANGES, MOST_SOURCES = 5, 3
LONGEST, LONGEST_REASON = 70, 45  # characters of a side of a change, and of why: four or five of them fit
STANDINGS = ("Law", "Statutory guidance", "National standard", GUIDANCE)
"""What a policy can rest on, the most binding first."""

FOOT = "For decision. No child or case is named in this paper."
DECISIONS = (
    "Approved as it stands",
    "Approved with these changes:",
    "Not approved: it comes back on",
)


def of_governor_paper(
    template: Template, policy: Policy, answers: Answers, changes: Sequence[Change] = (), *, portal: Portal
) -> Document:
    """Return the paper for ``policy``; without ``changes`` it is taken for new.

    It shows as many changes, or sources, as fit its page: what is law first.
    """
    ours = [change for change in changes if not change.is_quiet and not change.is_for_others]
    ranked = sorted(ours, key=lambda change: not change.is_law)
    counts = range(min(len(ranked), MOST_CHANGES) if ranked else MOST_SOURCES, 0, -1)
    return first_that_fits(_paper(template, policy, answers, (ranked, count), portal) for count in counts)


def _paper(
    template: Template,
    policy: Policy,
    answers: Answers,
    changes: tuple[Sequence[Change], int],
    portal: Portal,
) -> Document:
    ranked, count = changes
    return replace(
        blank(policy, portal),
        subtitle=" · ".join(name for name in (policy.setting, _for_whom(answers)) if name),
        header_left=", ".join(name for name in (_for_whom(answers), policy.setting) if name),
        header_right=long_date(answers.adopted_on),
        footer=FOOT,
        opening=(_asked(template, policy, answers, portal, sources=0 if ranked else count),),
        parts=(
            *_section("What changed", _changed(ranked, count)),
            *_section("Three questions to ask", _questions(template)),
            *_section("Decision", _decision(answers)),
        ),
    )


def paper_name(answers: Answers) -> str:
    """Return what the paper is called in lists and names of files; empty where nobody is to decide."""
    if not answers.has_paper:
        return ""
    if answers.governed_by == "nobody":
        return "Record of a decision"
    return f"Paper for {answers.governance_words.body}" if answers.setting_type else "Paper for governors"


def _for_whom(answers: Answers) -> str:
    if not has_board(answers):
        return "Record of a decision"
    return f"Paper for {placeholder_values(answers)['governance']}: for decision"


def _asked(template: Template, policy: Policy, answers: Answers, portal: Portal, *, sources: int) -> Table:
    """What is asked and why, with so many sources; none where changes say what it is about."""
    is_new = bool(sources)
    rows = (
        (cell("Meeting" if has_board(answers) else "Day"), cell(long_date(answers.adopted_on))),
        (cell("From"), cell(owner(answers))),
        (cell("We ask you to" if has_board(answers) else "To decide"), cell(_request(answers))),
        *_known("It rests on", "\n".join(_rests_on(policy, portal)[: sources or 1])),
        *_known("What it is for", template.purpose if is_new else ""),
        *_known("Why now", _why_now(template, answers, portal)),
        *_known("What changed", _replaces(answers, portal) if is_new else ""),
    )
    return Table((), rows, "What is asked")


def _known(label: str, text: str) -> list[tuple[Runs, Runs]]:
    return [(cell(label), cell(text.strip()))] if text.strip() else []


def _why_now(template: Template, answers: Answers, portal: Portal) -> str:
    """What changed in the template says nothing to a setting that never had it."""
    if not answers.setting_type or not _is_first(answers):
        return template.why_now
    names = follows(answers, portal)
    return f"So that what we do follows {' and '.join(names)}." if names else ""


def _is_first(answers: Answers) -> bool:
    return version(answers) in {"", "1"}


def _replaces(answers: Answers, portal: Portal) -> str:
    if _is_first(answers):
        return "This policy is new. Name here any policy that it replaces:"
    page = portal.address(portal.changes_page)
    return f"The code at the end of the old policy brings up what changed since: {page}"


def _request(answers: Answers) -> str:
    which = f"version {answers.version.strip()}" if answers.version.strip() else "this policy"
    review = (
        f"the review for {long_date(answers.review_on)}" if answers.review_on else "the day of its review"
    )
    return f"Approve {which}, and set {review}"


def _rests_on(policy: Policy, portal: Portal) -> list[str]:
    """What the setting follows, then the most binding of its sources, each with its standing."""
    first = followed(policy.answers)
    keys = dict.fromkeys((*first, *policy.sources))
    sources = [portal.sources[key] for key in keys if key in portal.sources]
    sources = [source for source in sources if not binds_others(source, policy.answers)]
    known = ((standing_of(source, policy), source) for source in sources)
    ranked = sorted(
        (found for found in known if found[0] in STANDINGS),
        key=lambda found: (found[1].key not in first, STANDINGS.index(found[0])),
    )
    return [f"{source.name} ({standing.lower()})" for standing, source in ranked]


def _changed(changes: Sequence[Change], count: int) -> list[Block]:
    if not changes:
        return []
    head = tuple(cell(text) for text in ("Clause", "Before", "Now", "Why, and for whom"))
    rest = len(changes) - count
    more = [paragraph(f"And {rest} more, listed in the report of changes.")] if rest else []
    return [Table(head, tuple(_change_row(change) for change in changes[:count]), "What changed"), *more]


def _change_row(change: Change) -> tuple[Runs, ...]:
    is_plain = change.change_type == ChangeType.CHANGED
    why = "Law or statutory guidance." if change.is_law else " ".join(change.reasons)
    return (
        cell(change.label if is_plain else f"{change.label} ({change.change_type.lower()})"),
        cell(_side(change.before) or "Not in the policy."),
        cell(_side(change.after) or "Not in the template any more."),
        cell(" ".join(filter(None, (_short(why, LONGEST_REASON), *change.whom)))),
    )


def _side(segments: Sequence[DiffSegment]) -> str:
    return _short("".join(segment.text for segment in changed_sentences(segments)))


def _short(text: str, longest: int = LONGEST) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[:longest].rpartition(' ')[0].rstrip(',;:')} …"


def _questions(template: Template) -> list[Block]:
    rows = tuple((cell(one.ask), cell(one.good_answer)) for one in template.governor_questions)
    return [Table((cell("Ask"), cell("A good answer has")), rows, "Questions to ask")] if rows else []


def _decision(answers: Answers) -> list[Block]:
    return [Bullets(tuple(cell(text) for text in DECISIONS), "ticks"), _signature(answers)]


def _signature(answers: Answers) -> Table:
    signed = "Chair, signed" if has_board(answers) else "Signed"
    rows = ((cell(signed), ()), (cell("Date and minute" if has_board(answers) else "Date"), ()))
    return Table((), rows, "Signature")


def _section(title: str, blocks: list[Block]) -> Iterator[Part]:
    if blocks:
        yield SectionHeading(title, numbered=False)
        yield unnumbered(*blocks)
