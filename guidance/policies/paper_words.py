"""What every paper for those who decide says: to whom it goes, what is asked of them, and who signs."""

import re
from collections.abc import Sequence

from guidance.blocks import Table
from guidance.policies.answers import Answers
from guidance.policies.approval import has_board
from guidance.policies.document import cell
from guidance.policies.placeholders import long_date, placeholder_values
from guidance.policies.tailor import Policy

PART_OF = re.compile(r"\bpart of (our .+)$")
FOOT = "For decision. No child or case is named in this paper."


def for_whom(answers: Answers) -> str:
    """Return the setting, and to whom the paper goes."""
    paper = f"Paper for {placeholder_values(answers)['governance']}: for decision"
    words = paper if has_board(answers) else "Record of a decision"
    return f"{answers.setting_name} · {words}" if answers.setting_name else words


def name_in_request(policy: Policy) -> str:
    """Return what ``policy`` is called where somebody is asked to approve it: one is part of another."""
    part = PART_OF.search(policy.title)
    return f"this section of {part.group(1)}" if part else "this policy"


def asked_of(answers: Answers) -> str:
    """Return the words above what a policy asks of those who decide."""
    if not has_board(answers):
        return "What it asks of you"
    body = answers.governance_words.body if answers.governed_by else "the board"
    return f"What it asks of {body}"


def request_of(answers: Answers, what: str) -> str:
    """Return what those who read the paper are asked to do with ``what``."""
    version = f"version {answers.version.strip()} of {what}" if answers.version.strip() else what
    review = (
        f"the review for {long_date(answers.review_on)}" if answers.review_on else "the day of its review"
    )
    return f"Approve {version}, and set {review}"


def signature(answers: Answers, opens: Sequence[str] = ()) -> Table:
    """Return the rows that are signed, below those that ``opens`` names."""
    hears = answers.governance_words.hears.removeprefix("the ") if answers.governed_by else ""
    signed = f"{hears[:1].upper()}{hears[1:]}, signed" if hears else "Signed"
    day = "Date and minute" if has_board(answers) else "Date"
    return Table((), tuple((cell(label), ()) for label in (*opens, signed, day)), "Signature")
