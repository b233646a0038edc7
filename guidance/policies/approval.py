"""The block of approval on the first page: who approved which version, and what the policy follows."""

from collections.abc import Collection

from guidance.blocks import Runs, Table
from guidance.policies.answers import Answers
from guidance.policies.document import cell
from guidance.policies.placeholders import long_date, placeholder_values
from guidance.policies.portal import Portal, Source
from guidance.policies.setting_types import TYPE_GROUPS
from guidance.policies.tailor import Policy
from guidance.policies.typed_names import in_sentence, opening
from lesas_portal.core.setting_types import SETTING_TYPES

KCSIE, EYFS, OUT_OF_SCHOOL = "kcsie", "eyfs-framework", "out-of-school-settings"
MOBILE_PHONES = "mobile-phones"
FOLLOWED = (KCSIE, EYFS, OUT_OF_SCHOOL)
"""The documents of which a policy says the edition it follows."""


def approval_block(policy: Policy, portal: Portal) -> Table:
    """Return the block, with room for what was not given."""
    answers = policy.answers
    rows: list[tuple[Runs, Runs]] = [
        (cell("Approved by"), cell(approved_by(answers))),
        (cell("Date and minute" if has_board(answers) else "Date"), cell(_date(answers))),
        (cell("Version"), cell(version(answers))),
        (cell("Kept up to date by"), cell(owner(answers))),
        (cell("Next review, and by whom"), cell(_review(answers))),
        (cell("Follows"), cell("\n".join(follows(answers, portal, policy.sources)))),
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


def version(answers: Answers) -> str:
    """Return the version of the policy: the first unless it says another; of a plain template none."""
    return answers.version.strip() or ("1" if answers.setting_name else "")


def has_board(answers: Answers) -> bool:
    """Whether those who approve it meet and keep minutes."""
    return answers.governed_by not in {"nobody", "owner", "proprietor"}


def follows(answers: Answers, portal: Portal, sources: Collection[str] = ()) -> list[str]:
    """Return the documents that the setting follows, each with its newest edition.

    Section 36 of the Children's Wellbeing and Schools Act 2026 makes schools have regard to the guidance on
    phones: it is among them where a policy rests on it, which ``sources`` say.
    """
    is_school = answers.setting_type in {*TYPE_GROUPS["schools"], "nursery-school"}
    own = [MOBILE_PHONES] if is_school and MOBILE_PHONES in sources else []
    keys = [*own, *followed(answers)]
    return [portal.sources[key].name for key in keys if key in portal.sources]


def followed(answers: Answers) -> list[str]:
    """Return the keys of the statutory documents that bind the setting, and of the code that clubs follow.

    Who is bound by what stands in ``SETTING_TYPES``.
    """
    if not answers.setting_type:
        return [KCSIE, EYFS]
    duties = SETTING_TYPES[answers.setting_type].duties
    has_eyfs = "eyfs" in duties or "early-years" in answers.ages
    keys = [key for key, binds in ((KCSIE, "kcsie" in duties), (EYFS, has_eyfs)) if binds]
    return [*keys, OUT_OF_SCHOOL] if answers.setting_type == "out-of-school" else keys


def binds_others(source: Source, answers: Answers) -> bool:
    """Whether ``source`` is statutory guidance for other settings than this one."""
    return source.key in {KCSIE, EYFS} and source.key not in followed(answers)


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
    body = answers.governance_words.body
    return f" for {body}" if answers.governed_by != "nobody" and answers.setting_type else ""
