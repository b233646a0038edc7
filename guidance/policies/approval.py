"""The block of approval on the first page: who approved which version, and what the policy follows."""

from guidance.blocks import Runs, Table
from guidance.policies.answers import Answers
from guidance.policies.document import cell
from guidance.policies.placeholders import long_date, placeholder_values
from guidance.policies.portal import Portal
from guidance.policies.tailor import Policy
from guidance.policies.typed_names import in_sentence, opening
from lesas_portal.core.setting_types import SETTING_TYPES

KCSIE, EYFS, OUT_OF_SCHOOL = "kcsie", "eyfs-framework", "out-of-school-settings"
FOLLOWED = (KCSIE, EYFS, OUT_OF_SCHOOL)
"""The documents of which a policy says the edition it follows."""


def approval_block(policy: Policy, portal: Portal) -> Table:
    """Return the block, with room for what was not given."""
    answers = policy.answers
    rows: list[tuple[Runs, Runs]] = [
        (cell("Approved by"), cell(approved_by(answers))),
        (cell("Date and minute" if has_board(answers) else "Date"), cell(_date(answers))),
        (cell("Version"), cell(answers.version.strip())),
        (cell("Owner of this policy"), cell(owner(answers))),
        (cell("Next review, and by whom"), cell(_review(answers))),
        (cell("Follows"), cell("\n".join(follows(answers, portal)))),
        (cell("Read with"), cell(" · ".join(policy.template.read_with))),
        (cell(f"Signed{_for_whom(answers)}"), ()),
    ]
    return Table((), tuple(row for row in rows if row[1] or not _is_ours(row[0][0].text)), "Approval")


def approved_by(answers: Answers) -> str:
    """Return who approves the policy; empty where nobody said who governs the setting."""
    if answers.governed_by == "nobody":
        return placeholder_values(answers)["Leader"]
    known = answers.governed_by or in_sentence(answers.board)
    return placeholder_values(answers)["Governance"] if known else ""


def owner(answers: Answers) -> str:
    """Return who looks after the policy: whom the setting named, else its safeguarding lead."""
    lead = answers.dsl or (answers.leader if answers.type_words.sole else "")
    return opening(in_sentence(answers.owner) or in_sentence(lead))


def has_board(answers: Answers) -> bool:
    """Whether those who approve it meet and keep minutes."""
    return answers.governed_by not in {"nobody", "owner", "proprietor"}


def follows(answers: Answers, portal: Portal) -> list[str]:
    """Return the statutory documents that bind the setting, each with its newest edition.

    Who binds whom stands in ``SETTING_TYPES``; clubs follow the code for out-of-school settings.
    """
    if not answers.setting_type:
        keys = [KCSIE, EYFS]
    else:
        duties = SETTING_TYPES[answers.setting_type].duties
        has_eyfs = "eyfs" in duties or "early-years" in answers.ages
        keys = [key for key, binds in ((KCSIE, "kcsie" in duties), (EYFS, has_eyfs)) if binds]
        keys = keys or [OUT_OF_SCHOOL]
    return [portal.sources[key].name for key in keys if key in portal.sources]


def _is_ours(label: str) -> bool:
    """Whether the portal fills the row, so that it is left out where there is nothing to say."""
    return label in {"Follows", "Read with"}


def _date(answers: Answers) -> str:
    if not answers.adopted_on:
        return ""
    day = long_date(answers.adopted_on)
    return f"{day}, minute" if has_board(answers) else day


def _review(answers: Answers) -> str:
    if not answers.review_on:
        return ""
    by = placeholder_values(answers)["governance"] if approved_by(answers) else ""
    return f"{long_date(answers.review_on)}, by {by}" if by else long_date(answers.review_on)


def _for_whom(answers: Answers) -> str:
    return " for the board" if has_board(answers) and answers.setting_type else ""
