"""The local choices a policy can ask for: one list for the form, the tailoring, the admin and the checks."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class LocalChoice:
    """A local choice. ``choices`` is empty for a short text; ``default`` is the answer when none is given.

    ``defaults`` are those of single setting types, so that no policy says what a small setting does not do.
    """

    label: str
    hint: str
    default: str
    choices: tuple[tuple[str, str], ...] = ()
    defaults: dict[str, str] = field(default_factory=dict)

    def default_for(self, setting_type: str) -> str:
        """Return the answer of a setting of this type that gave none."""
        return self.defaults.get(setting_type, self.default)


SMALL = ("nursery", "childminder", "out-of-school")
YES_NO = (("yes", "Yes"), ("no", "No"))

LOCAL_CHOICES = {
    "area": LocalChoice(
        label="Is your setting in Kent?",
        hint="This decides which children’s services the policy sends people to.",
        default="kent",
        choices=(("kent", "Yes"), ("elsewhere", "No, somewhere else in England")),
    ),
    "phones": LocalChoice(
        label="Where are learners’ phones during the day?",
        hint=(
            "Schools: the government’s guidance wants pupils to have no access to a phone for the whole "
            "school day. One in a bag is within reach: the weakest choice. Colleges: “in bags” is for "
            "lessons and assessments only."
        ),
        default="handed-in",
        choices=(
            ("not-brought", "They are not brought to the setting"),
            ("handed-in", "They are handed in on arrival"),
            ("locked-away", "They are locked away, in lockers or pouches"),
            ("kept-away", "They stay switched off in bags and are never used, seen or heard"),
        ),
    ),
    "staff_place": LocalChoice(
        label="Where do staff keep their own phones?",
        hint="For example: a locked cupboard by the entrance.",
        default="a secure place away from the rooms we work in",
    ),
    "own_devices": LocalChoice(
        label="Who may use their own device for work or learning?",
        hint="A laptop or tablet that belongs to the person, not to you.",
        default="no",
        choices=(("no", "No one"), ("staff", "Staff only"), ("everyone", "Staff and learners")),
    ),
    "lent_devices": LocalChoice(
        label="Do you lend devices to learners to take home?",
        hint="Laptops, tablets or anything else that goes online.",
        default="no",
        choices=YES_NO,
    ),
    "monitoring": LocalChoice(
        label="Do you use a monitoring product?",
        hint="Software that alerts you to what is typed, searched for or viewed on your devices.",
        default="yes",
        choices=YES_NO,
        defaults=dict.fromkeys((*SMALL, "nursery-school"), "no"),
    ),
    "official_accounts": LocalChoice(
        label="Do you run official social media accounts?",
        hint="Accounts in the name of your setting, or of a class, team or parents’ group you run.",
        default="yes",
        choices=YES_NO,
        defaults=dict.fromkeys(SMALL, "no"),
    ),
    "wifi": LocalChoice(
        label="Do you offer Wi-Fi to visitors or learners?",
        hint="A guest or shared network for devices that are not yours.",
        default="yes",
        choices=YES_NO,
        defaults=dict.fromkeys(SMALL, "no"),
    ),
    "remote": LocalChoice(
        label="Do you ever teach or support learners online at home?",
        hint="Live lessons, recorded lessons or work set through an online platform.",
        default="yes",
        choices=YES_NO,
        defaults=dict.fromkeys((*SMALL, "nursery-school"), "no"),
    ),
    "boarding": LocalChoice(
        label="Do learners board with you?",
        hint="They sleep at the setting in term time.",
        default="no",
        choices=YES_NO,
    ),
    "easy_read": LocalChoice(
        label="Do you want an easy-read agreement?",
        hint="Short sentences for learners with special educational needs or disabilities (SEND).",
        default="yes",
        choices=YES_NO,
        defaults=dict.fromkeys(("nursery", "childminder", "nursery-school"), "no"),
    ),
    "ai": LocalChoice(
        label="May learners use generative AI tools?",
        hint="Tools that make text, pictures, sound or video when asked.",
        default="approved",
        choices=(("approved", "Yes, the ones we have approved"), ("none", "No")),
        defaults=dict.fromkeys((*SMALL, "nursery-school"), "none"),
    ),
    "parent_photos": LocalChoice(
        label="May parents and carers take photographs at your events?",
        hint="Plays, sports days and the like, for their own family use.",
        default="yes",
        choices=YES_NO,
    ),
    "press": LocalChoice(
        label="Do you invite the press or use professional photographers?",
        hint="Newspapers, television or a photographer you hire.",
        default="yes",
        choices=YES_NO,
        defaults=dict.fromkeys(SMALL, "no"),
    ),
    "image_names": LocalChoice(
        label="May a published image show a learner’s name?",
        hint="Safest is an image without a name.",
        default="none",
        choices=(("none", "No name"), ("first-name", "First name only, with consent")),
    ),
    "image_retention": LocalChoice(
        label="How long do you keep images?",
        hint="For example: until the end of the school year after the child leaves.",
        default="as long as our retention schedule says",
        defaults=dict.fromkeys(SMALL, "only as long as we need them"),
    ),
    "it_lead": LocalChoice(
        label="Who looks after your IT systems?",
        hint="A role, a name or a company.",
        default="our IT support",
    ),
    "data_lead": LocalChoice(
        label="Who leads on data protection?",
        hint="A role or a name.",
        default="our data protection lead",
    ),
    "contact_route": LocalChoice(
        label="How should parents and carers contact staff?",
        hint="For example: the office telephone number or email address.",
        default="the contact details we publish",
    ),
}

# Worked out from the answers, never asked: what a clause may depend on as on any choice.
DERIVED = {
    "concern": LocalChoice(
        label="Who hears a concern about the person in charge?",
        hint="",
        default="person",
        choices=(("person", "The chair, trust, proprietor, owner or committee"), ("lado", "Only the LADO")),
        defaults={"childminder": "lado"},
    ),
    "concern_named": LocalChoice(
        label="Was somebody named who hears a concern about the person in charge?",
        hint="",
        default="no",
        choices=YES_NO,
    ),
    "dsl_is_leader": LocalChoice(
        label="Is the designated safeguarding lead the person in charge?",
        hint="",
        default="no",
        choices=YES_NO,
        defaults={"childminder": "yes"},
    ),
    "governor_is_leader": LocalChoice(
        label="Is the lead for safeguarding on the board also the person in charge, or the DSL?",
        hint="",
        default="no",
        choices=YES_NO,
        defaults={"childminder": "yes"},
    ),
    "deputies": LocalChoice(
        label="Can there be a deputy safeguarding lead?",
        hint="",
        default="yes",
        choices=YES_NO,
        defaults=dict.fromkeys(SMALL, "no"),
    ),
}

CONDITIONS = {**{name: choice for name, choice in LOCAL_CHOICES.items() if choice.choices}, **DERIVED}
"""Everything on whose answer a clause may depend."""
