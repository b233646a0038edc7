"""Types of setting, age ranges and phases, each listed once for every form. Pure data: no Django.

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
    """A type of setting, and the age ranges that it usually has."""

    label: str
    age_ranges: tuple[str, ...]


PHASES = {
    "early-years": "Early years",
    "primary": "Primary",
    "secondary": "Secondary",
    "post-16": "Post-16",
}

# Children of any age may have it. Content is filed under it in the same list as under phases.
NEEDS = {"send": "Special educational needs and disabilities (SEND)"}

AGE_RANGES = {
    "early-years": AgeRange("Early years, birth to 5", phase="early-years"),
    "ks1": AgeRange("Key stage 1, ages 5 to 7", phase="primary"),
    "ks2": AgeRange("Key stage 2, ages 7 to 11", phase="primary"),
    "ks3-4": AgeRange("Key stages 3 and 4, ages 11 to 16", phase="secondary"),
    "post-16": AgeRange("Sixth form or college, ages 16 to 19", phase="post-16"),
}

EVERY_AGE = tuple(AGE_RANGES)

SETTING_TYPES = {
    "nursery": SettingType("Nursery or pre-school", ("early-years",)),
    "childminder": SettingType("Childminder", ("early-years", "ks1", "ks2")),
    "out-of-school": SettingType("Out-of-school or holiday club", ("ks1", "ks2")),
    "primary": SettingType("Infant, junior or primary school", ("early-years", "ks1", "ks2")),
    "secondary": SettingType("Secondary school", ("ks3-4", "post-16")),
    "all-through": SettingType("All-through school", EVERY_AGE),
    "special": SettingType("Special school", EVERY_AGE),
    "pru": SettingType("Pupil referral unit or alternative provision", ("ks3-4",)),
    "college": SettingType("Sixth form or further education college", ("post-16",)),
    "independent": SettingType("Independent school", EVERY_AGE),
    "trust": SettingType("Academy trust central team", EVERY_AGE),
    "training-provider": SettingType("Training provider", ("post-16",)),
    "other": SettingType("Another organisation that works with children", ()),
}
