"""The words that each type of setting, and each way of governing one, has for its people. No Django."""

from dataclasses import dataclass, replace

from lesas_portal.core import setting_types
from lesas_portal.core.setting_types import GOVERNANCES


@dataclass(frozen=True)
class GovernanceWords:
    """What stands for those whom a setting answers to.

    ``body`` takes a singular verb; ``members`` are its people; a concern about the leader goes to ``hears``
    (Keeping children safe in education, part four), which is empty where there is none but the LADO;
    ``safeguarding`` leads on safeguarding for the body.
    """

    body: str
    members: str
    hears: str
    safeguarding: str


@dataclass(frozen=True)
class SettingType:
    """One type of setting of the common list, with the words that stand in for its people.

    ``unanswered`` are the words where nobody said who governs it: they fit every governance of the type.
    """

    common: setting_types.SettingType
    noun: str
    leader: str
    learners: str
    unanswered: GovernanceWords
    sole: bool = False

    @property
    def label(self) -> str:
        return self.common.label

    @property
    def phases(self) -> tuple[str, ...]:
        """The ages it usually has, used when the setting names none."""
        return self.common.age_ranges

    @property
    def governances(self) -> tuple[str, ...]:
        """Who may govern it, the commonest first; only one where there is nothing to ask."""
        return self.common.governances

    def governance(self, answer: str) -> str:
        """Return who governs a setting that gave ``answer``: the only one there is, or "" for unknown."""
        if len(self.governances) == 1:
            return self.governances[0]
        return answer if answer in self.governances else ""

    def governance_words(self, governance: str) -> GovernanceWords:
        """Return the words for ``governance``, a key of ``GOVERNANCES``; empty for an unknown one."""
        if not governance:
            return self.unanswered
        if governance == "committee" and self.noun == "school":
            return MANAGEMENT_COMMITTEE
        if governance == "nobody":
            return replace(GOVERNANCE_WORDS["nobody"], body=self.leader, safeguarding=self.leader)
        return GOVERNANCE_WORDS[governance]


GOVERNANCE_WORDS = {
    "governing-body": GovernanceWords(
        body="the governing body",
        members="governors",
        hears="the chair of governors",
        safeguarding="the governor who leads on safeguarding",
    ),
    "trust-local": GovernanceWords(
        body="the local governing body",
        members="trustees and local governors",
        hears="the chair of the local governors",
        safeguarding="the local governor who leads on safeguarding",
    ),
    "trust": GovernanceWords(
        body="the trust board",
        members="trustees",
        hears="the chair of the trust board",
        safeguarding="the trustee who leads on safeguarding",
    ),
    "proprietor": GovernanceWords(
        body="the proprietor",
        members="the proprietor",
        hears="the proprietor",
        safeguarding="the proprietor",
    ),
    "owner": GovernanceWords(
        body="the owner",
        members="the owner",
        hears="the owner",
        safeguarding="the owner",
    ),
    "committee": GovernanceWords(
        body="the committee",
        members="committee members",
        hears="the chair of the committee",
        safeguarding="the committee member who leads on safeguarding",
    ),
    # Its body and its lead on safeguarding are the leader of the type.
    "nobody": GovernanceWords(body="", members="the owner", hears="", safeguarding=""),
}

MANAGEMENT_COMMITTEE = GovernanceWords(
    body="the management committee",
    members="management committee members",
    hears="the chair of the management committee",
    safeguarding="the management committee member who leads on safeguarding",
)

# The governing board is the common name for governing bodies and trust boards.
_BOARD = GovernanceWords(
    body="the governing board",
    members="governors or trustees",
    hears="the chair of governors, the trust or the proprietor",
    safeguarding="the governor or trustee who leads on safeguarding",
)
_OWNER_OR_COMMITTEE = GovernanceWords(
    body="the owner or committee",
    members="the owner or committee members",
    hears="the owner or the chair of the committee",
    safeguarding="the owner or committee member who leads on safeguarding",
)
_ALONE = GovernanceWords("the childminder", "the childminder", "", "the childminder")


def _type(key: str, noun: str, leader: str, learners: str, words: GovernanceWords, **more) -> SettingType:
    return SettingType(setting_types.SETTING_TYPES[key], noun, leader, learners, words, **more)


SETTING_TYPES = {
    "nursery": _type("nursery", "nursery", "the manager", "children", _OWNER_OR_COMMITTEE),
    "nursery-school": _type("nursery-school", "school", "the headteacher", "children", _BOARD),
    "childminder": _type("childminder", "setting", "the childminder", "children", _ALONE, sole=True),
    "out-of-school": _type("out-of-school", "club", "the manager", "children", _OWNER_OR_COMMITTEE),
    "primary": _type("primary", "school", "the headteacher", "pupils", _BOARD),
    "secondary": _type("secondary", "school", "the headteacher", "pupils", _BOARD),
    "all-through": _type("all-through", "school", "the headteacher", "pupils", _BOARD),
    "special": _type("special", "school", "the headteacher", "pupils", _BOARD),
    "pru": _type("pru", "school", "the headteacher", "pupils", _BOARD),
    "college": _type("college", "college", "the principal", "students", _BOARD),
}

# Types that tailor no policy under their own name, and what they use.
WITHOUT_WORDS = {
    "independent": "the type of its pupils, governed by a proprietor",
    "trust": "the type of each of its schools, governed by a trust",
    "training-provider": "the plain template, until its words are written",
    "other": "the plain template: nothing is known of its people",
}

# The plain template stands for any setting, so its words fit them all.
ANY_SETTING = SettingType(
    common=setting_types.SettingType("Any setting", (), tuple(GOVERNANCES)),
    noun="setting",
    leader="the headteacher or manager",
    learners="learners",
    unanswered=GovernanceWords(
        body="the governing body or owner",
        members="governors or owners",
        hears="the chair of governors, the trust, the committee or the owner",
        safeguarding="the governor or owner who leads on safeguarding",
    ),
)


def _with_duty(duty: str) -> tuple[str, ...]:
    return tuple(name for name, kind in SETTING_TYPES.items() if duty in kind.common.duties)


TYPE_GROUPS = {
    "schools": ("primary", "secondary", "all-through", "special", "pru"),
    "kcsie": _with_duty("kcsie"),
    "with-staff": tuple(name for name, kind in SETTING_TYPES.items() if not kind.sole),
    # They tell Ofsted or the childminder agency of a serious allegation within 14 days.
    "registered": ("nursery", "childminder", "out-of-school"),
    "under-fives": _with_duty("eyfs"),
}

PHASES = {name: ages.label for name, ages in setting_types.AGE_RANGES.items()}

LEARNER_WORDS = {"children": "child", "pupils": "pupil", "students": "student", "learners": "learner"}
