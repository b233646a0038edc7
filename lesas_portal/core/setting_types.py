"""Types of setting, who governs them, age ranges and phases: each listed once. Pure data, no Django.

A slug is what forms send and what enquiries, policy fixtures and frozen editions hold.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class AgeRange:
    """An age range, and the phase that content for it is filed under."""

    label: str
    phase: str


@dataclass(frozen=True)
class SettingType:
    """A type of setting, the age ranges that it usually has, who may govern it, and whose rules it is under.

    ``governances`` names those of ``GOVERNANCES`` that exist for it, the commonest first; ``duties`` those of
    ``DUTIES`` that bind every setting of the type, whatever its ages.
    """

    label: str
    age_ranges: tuple[str, ...]
    governances: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()


PHASES = {
    "early-years": "Early years",
    "primary": "Primary",
    "secondary": "Secondary",
    "post-16": "Post-16",
}

# Children of any age may have it. Content is filed under it in the same list as under phases.
NEEDS = {"send": "Special educational needs and disabilities (SEND)"}

AGE_RANGES = {
    "early-years": AgeRange("Birth to 5 (early years)", phase="early-years"),
    "ks1": AgeRange("Ages 5 to 7 (key stage 1)", phase="primary"),
    "ks2": AgeRange("Ages 7 to 11 (key stage 2)", phase="primary"),
    "ks3-4": AgeRange("Ages 11 to 16 (key stages 3 and 4)", phase="secondary"),
    "post-16": AgeRange("Ages 16 to 19 (sixth form or college)", phase="post-16"),
}

EVERY_AGE = tuple(AGE_RANGES)

# Who a setting answers to. "nobody" is for those who run alone what they own.
GOVERNANCES = {
    "governing-body": "A governing body",
    "trust-local": "An academy trust, with local governors",
    "trust": "An academy trust, without local governors",
    "proprietor": "A proprietor",
    "owner": "An owner",
    "committee": "A committee",
    "nobody": "Nobody else: the person in charge is the owner",
}

# KCSIE: Keeping children safe in education, statutory guidance for schools and colleges.
# EYFS: the early years foundation stage, the statutory framework of the Childcare Act 2006.
DUTIES = ("kcsie", "eyfs")

_SCHOOL = ("governing-body", "trust-local", "trust", "proprietor")
_SMALL = ("owner", "committee", "nobody")

SETTING_TYPES = {
    "nursery": SettingType("Nursery or pre-school", ("early-years",), _SMALL, ("eyfs",)),
    "nursery-school": SettingType(
        "Maintained nursery school", ("early-years",), ("governing-body",), ("kcsie", "eyfs")
    ),
    "childminder": SettingType("Childminder", ("early-years", "ks1", "ks2"), ("nobody",), ("eyfs",)),
    "out-of-school": SettingType("Out-of-school or holiday club", ("ks1", "ks2"), _SMALL),
    "primary": SettingType(
        "Infant, junior or primary school", ("early-years", "ks1", "ks2"), _SCHOOL, ("kcsie",)
    ),
    "secondary": SettingType("Secondary school", ("ks3-4", "post-16"), _SCHOOL, ("kcsie",)),
    "all-through": SettingType("All-through school", EVERY_AGE, _SCHOOL, ("kcsie",)),
    "special": SettingType("Special school", EVERY_AGE, _SCHOOL, ("kcsie",)),
    "pru": SettingType(
        "Pupil referral unit or alternative provision",
        ("ks3-4",),
        ("committee", "trust-local", "trust", "proprietor"),
        ("kcsie",),
    ),
    "college": SettingType("Sixth form or further education college", ("post-16",), _SCHOOL, ("kcsie",)),
    "independent": SettingType("Independent school", EVERY_AGE, ("proprietor",), ("kcsie",)),
    "trust": SettingType("Academy trust central team", EVERY_AGE, ("trust-local", "trust"), ("kcsie",)),
    "training-provider": SettingType("Training provider", ("post-16",)),
    "other": SettingType("Another organisation that works with children", ()),
}
