"""The words that each type of setting has for its people. Pure data: no Django."""

from dataclasses import dataclass

from lesas_portal.core import setting_types


@dataclass(frozen=True)
class SettingType:
    """One type of setting of the common list, with the words that stand in for its people."""

    common: setting_types.SettingType
    noun: str
    leader: str
    governance: str
    governor: str
    learners: str
    sole: bool = False

    @property
    def label(self) -> str:
        return self.common.label

    @property
    def phases(self) -> tuple[str, ...]:
        """The ages it usually has, used when the setting names none."""
        return self.common.age_ranges


SETTING_TYPES = {
    "nursery": SettingType(
        common=setting_types.SETTING_TYPES["nursery"],
        noun="nursery",
        leader="the manager",
        governance="the owner or committee",
        governor="the owner or committee member who leads on safeguarding",
        learners="children",
    ),
    "childminder": SettingType(
        common=setting_types.SETTING_TYPES["childminder"],
        noun="setting",
        leader="the childminder",
        governance="the childminder",
        governor="the childminder",
        learners="children",
        sole=True,
    ),
    "out-of-school": SettingType(
        common=setting_types.SETTING_TYPES["out-of-school"],
        noun="club",
        leader="the manager",
        governance="the owner or committee",
        governor="the owner or committee member who leads on safeguarding",
        learners="children",
    ),
    "primary": SettingType(
        common=setting_types.SETTING_TYPES["primary"],
        noun="school",
        leader="the headteacher",
        governance="the governing body",
        governor="the governor who leads on safeguarding",
        learners="pupils",
    ),
    "secondary": SettingType(
        common=setting_types.SETTING_TYPES["secondary"],
        noun="school",
        leader="the headteacher",
        governance="the governing body",
        governor="the governor who leads on safeguarding",
        learners="pupils",
    ),
    "all-through": SettingType(
        common=setting_types.SETTING_TYPES["all-through"],
        noun="school",
        leader="the headteacher",
        governance="the governing body",
        governor="the governor who leads on safeguarding",
        learners="pupils",
    ),
    "special": SettingType(
        common=setting_types.SETTING_TYPES["special"],
        noun="school",
        leader="the headteacher",
        governance="the governing body",
        governor="the governor who leads on safeguarding",
        learners="pupils",
    ),
    "pru": SettingType(
        common=setting_types.SETTING_TYPES["pru"],
        noun="school",
        leader="the headteacher",
        governance="the management committee",
        governor="the management committee member who leads on safeguarding",
        learners="pupils",
    ),
    "college": SettingType(
        common=setting_types.SETTING_TYPES["college"],
        noun="college",
        leader="the principal",
        governance="the governing body",
        governor="the governor who leads on safeguarding",
        learners="students",
    ),
}

# Types that tailor no policy under their own name, and what they use.
WITHOUT_WORDS = {
    "independent": "the type of its pupils: primary, secondary, all-through or special",
    "trust": "the type of each of its schools",
    "training-provider": "the plain template, until its words are written",
    "other": "the plain template: nothing is known of its people",
}

# The plain template stands for any setting, so its words fit them all.
ANY_SETTING = SettingType(
    common=setting_types.SettingType("Any setting", ()),
    noun="setting",
    leader="the headteacher or manager",
    governance="the governing body or owner",
    governor="the governor or owner who leads on safeguarding",
    learners="learners",
)

TYPE_GROUPS = {
    "schools": ("primary", "secondary", "all-through", "special", "pru"),
    # Keeping children safe in education is written for schools and colleges.
    "kcsie": ("primary", "secondary", "all-through", "special", "pru", "college"),
    "with-staff": tuple(name for name, kind in SETTING_TYPES.items() if not kind.sole),
}

PHASES = {name: ages.label for name, ages in setting_types.AGE_RANGES.items()}

LEARNER_WORDS = {"children": "child", "pupils": "pupil", "students": "student", "learners": "learner"}
