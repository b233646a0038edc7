"""Kinds of setting, and the words each has for its people. Pure data: no Django."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SettingType:
    """One kind of setting: what it is called and which words stand in for its people.

    ``phases`` are the ages it usually has, used when the setting names none.
    """

    label: str
    noun: str
    leader: str
    governance: str
    governor: str
    learners: str
    phases: tuple[str, ...]
    sole: bool = False


SETTING_TYPES = {
    "nursery": SettingType(
        label="Nursery or pre-school",
        noun="nursery",
        leader="the manager",
        governance="the owner or committee",
        governor="the owner or committee member who leads on safeguarding",
        learners="children",
        phases=("early-years",),
    ),
    "childminder": SettingType(
        label="Childminder",
        noun="setting",
        leader="the childminder",
        governance="the childminder",
        governor="the childminder",
        learners="children",
        phases=("early-years", "ks1", "ks2"),
        sole=True,
    ),
    "out-of-school": SettingType(
        label="Out-of-school or holiday club",
        noun="club",
        leader="the manager",
        governance="the owner or committee",
        governor="the owner or committee member who leads on safeguarding",
        learners="children",
        phases=("ks1", "ks2"),
    ),
    "primary": SettingType(
        label="Infant, junior or primary school",
        noun="school",
        leader="the headteacher",
        governance="the governing body",
        governor="the governor who leads on safeguarding",
        learners="pupils",
        phases=("early-years", "ks1", "ks2"),
    ),
    "secondary": SettingType(
        label="Secondary school",
        noun="school",
        leader="the headteacher",
        governance="the governing body",
        governor="the governor who leads on safeguarding",
        learners="pupils",
        phases=("ks3-4", "post-16"),
    ),
    "all-through": SettingType(
        label="All-through school",
        noun="school",
        leader="the headteacher",
        governance="the governing body",
        governor="the governor who leads on safeguarding",
        learners="pupils",
        phases=("early-years", "ks1", "ks2", "ks3-4", "post-16"),
    ),
    "special": SettingType(
        label="Special school",
        noun="school",
        leader="the headteacher",
        governance="the governing body",
        governor="the governor who leads on safeguarding",
        learners="pupils",
        phases=("early-years", "ks1", "ks2", "ks3-4", "post-16"),
    ),
    "pru": SettingType(
        label="Pupil referral unit or alternative provision",
        noun="school",
        leader="the headteacher",
        governance="the management committee",
        governor="the management committee member who leads on safeguarding",
        learners="pupils",
        phases=("ks3-4",),
    ),
    "college": SettingType(
        label="Sixth form or further education college",
        noun="college",
        leader="the principal",
        governance="the governing body",
        governor="the governor who leads on safeguarding",
        learners="students",
        phases=("post-16",),
    ),
}

# The plain template stands for any setting, so its words fit them all.
ANY_SETTING = SettingType(
    label="Any setting",
    noun="setting",
    leader="the headteacher or manager",
    governance="the governing body or owner",
    governor="the governor or owner who leads on safeguarding",
    learners="learners",
    phases=(),
)

TYPE_GROUPS = {
    "schools": ("primary", "secondary", "all-through", "special", "pru"),
    # Keeping children safe in education is written for schools and colleges.
    "kcsie": ("primary", "secondary", "all-through", "special", "pru", "college"),
    "with-staff": tuple(name for name, kind in SETTING_TYPES.items() if not kind.sole),
}

PHASES = {
    "early-years": "Early years, birth to 5",
    "ks1": "Key stage 1, ages 5 to 7",
    "ks2": "Key stage 2, ages 7 to 11",
    "ks3-4": "Key stages 3 and 4, ages 11 to 16",
    "post-16": "Sixth form or college, ages 16 to 19",
}

LEARNER_WORDS = {"children": "child", "pupils": "pupil", "students": "student", "learners": "learner"}
