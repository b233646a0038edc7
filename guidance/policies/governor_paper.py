"""The paper for governors beside a policy: what is asked, on what it rests, what changed, and what to ask.

One page, so that it is read. It names no child and no case.
"""

from collections.abc import Iterator, Sequence

from guidance.blocks import Block, Bullets, Table
from guidance.policies.answers import Answers
from guidance.policies.approval import has_board, owner
from guidance.policies.diff import Change, ChangeType
from guidance.policies.document import PUBLISHER, Document, Part, SectionHeading, cell, paragraph, unnumbered
from guidance.policies.placeholders import long_date, placeholder_values
from guidance.policies.policy_document import standing_of
from guidance.policies.portal import Portal
from guidance.policies.schema import Template
from guidance.policies.tailor import Policy
from guidance.standing import BASES, STATUTORY

MOST_CHANGES, MOST_SOURCES = 5, 3
LONGEST = 90  # characters of a side of a change, so that five of them fit
FOOT = "For decision. No child or case is named in this paper."
DECISIONS = (
    "Approved as it stands",
    "Approved with these changes:",
    "Not approved: it comes back on",
)


def of_governor_paper(
    template: Template, policy: Policy, answers: Answers, changes: Sequence[Change] = (), *, portal: Portal
) -> Document:
    """Return the paper for ``policy``; without ``changes`` it is taken for new."""
    parts = [
        *_section("What it is for", _paragraphs(template.purpose)),
        *_section("Why now", _paragraphs(template.why_now)),
        *_section("What changed", _changed(template, answers, changes, portal)),
        *_section("Three questions to ask", _questions(template)),
        *_section(
            "Decision", [Bullets(tuple(cell(text) for text in DECISIONS), "ticks"), _signature(answers)]
        ),
    ]
    return Document(
        title=policy.title,
        author=policy.setting or PUBLISHER,
        subtitle=_for_whom(answers),
        header_left=", ".join(name for name in (_for_whom(answers), policy.setting) if name),
        header_right=long_date(answers.adopted_on),
        footer=FOOT,
        subject=f"Paper for governors: {policy.title}",
        written_on=policy.issued_on,
        made_on=portal.made_on,
        opening=(_asked(policy, answers, portal),),
        parts=tuple(parts),
        keywords=policy.code,
        contents=False,
    )


def _for_whom(answers: Answers) -> str:
    if not has_board(answers):
        return "Record of a decision"
    return f"Paper for {placeholder_values(answers)['governance']}: for decision"


def _asked(policy: Policy, answers: Answers, portal: Portal) -> Table:
    rows = (
        (cell("Meeting" if has_board(answers) else "Day"), cell(long_date(answers.adopted_on))),
        (cell("From"), cell(owner(answers))),
        (cell("We ask you to" if has_board(answers) else "To decide"), cell(_request(answers))),
        (cell("It rests on"), cell("\n".join(_rests_on(policy, portal)))),
    )
    return Table((), rows, "What is asked")


def _request(answers: Answers) -> str:
    version = f"version {answers.version.strip()}" if answers.version.strip() else "this policy"
    review = (
        f"the review for {long_date(answers.review_on)}" if answers.review_on else "the day of its review"
    )
    return f"Approve {version}, and set {review}"


def _rests_on(policy: Policy, portal: Portal) -> list[str]:
    """The most binding of its sources, each with what it is for this setting."""
    sources = [portal.sources[key] for key in policy.sources if key in portal.sources]
    order = (*("Law", "Statutory guidance"), *BASES.values())
    ranked = sorted(
        ((standing_of(source, policy), source) for source in sources),
        key=lambda found: order.index(found[0]) if found[0] in order else len(order),
    )
    return [f"{source.name} ({standing.lower()})" for standing, source in ranked[:MOST_SOURCES]]


def _changed(template: Template, answers: Answers, changes: Sequence[Change], portal: Portal) -> list[Block]:
    if changes:
        shown = sorted(changes, key=lambda change: not _is_law(change, template))[:MOST_CHANGES]
        rows = tuple(_change_row(change) for change in shown)
        head = tuple(cell(text) for text in ("Clause", "Before", "Now", "Why, and for whom"))
        rest = len(changes) - len(shown)
        more = [paragraph(f"And {rest} more, listed in the report of changes.")] if rest else []
        return [Table(head, rows, "What changed"), *more]
    if answers.version.strip() in {"", "1"}:
        return [paragraph("This policy is new. Name here any policy that it replaces:")]
    page = portal.address(portal.changes_page)
    return [paragraph(f"The code at the end of the old policy brings up what changed since: {page}")]


def _change_row(change: Change) -> tuple:
    before = _short("".join(segment.text for segment in change.before)) or "Not in the policy."
    now = _short("".join(segment.text for segment in change.after)) or "Taken out."
    name = f"{change.label} (new)" if change.change_type == ChangeType.NEW else change.label
    return cell(name), cell(before), cell(now), cell(_short(" ".join(change.notes)))


def _is_law(change: Change, template: Template) -> bool:
    return any(clause.basis == STATUTORY for _, clause in template.clauses() if clause.label == change.label)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rpartition(' ')[0].rstrip(',;:')} …"


def _questions(template: Template) -> list[Block]:
    rows = tuple((cell(one.ask), cell(one.good_answer)) for one in template.governor_questions)
    return [Table((cell("Ask"), cell("A good answer has")), rows, "Questions to ask")] if rows else []


def _signature(answers: Answers) -> Table:
    signed = "Chair, signed" if has_board(answers) else "Signed"
    rows = ((cell(signed), ()), (cell("Date and minute" if has_board(answers) else "Date"), ()))
    return Table((), rows, "Signature")


def _paragraphs(text: str) -> list[Block]:
    return [paragraph(line) for line in text.splitlines() if line.strip()]


def _section(title: str, blocks: list[Block]) -> Iterator[Part]:
    if blocks:
        yield SectionHeading(title, numbered=False)
        yield unnumbered(*blocks)
