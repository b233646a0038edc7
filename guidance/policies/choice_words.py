"""What each answer to a question comes to, as words of a sentence: for the board, and for a condition.

One list, so that a paper says "We use a monitoring product" and a report "Only if you use a monitoring
product" of one and the same answer. Placeholders are filled; {we} is whoever speaks or is spoken to.
"""

from collections.abc import Mapping

from guidance.policies.placeholders import fill_text

YES, NO = "yes", "no"

CHOICE_WORDS: dict[str, dict[str, str]] = {
    "area": {"kent": "{we} are in Kent", "elsewhere": "{we} are outside Kent"},
    "phones": {
        "not-brought": "{learners} do not bring phones",
        "handed-in": "{learners} hand their phones in on arrival",
        "locked-away": "{learners_own} phones are locked away",
        "kept-away": "{learners_own} phones stay in bags, switched off",
    },
    "own_devices": {
        NO: "nobody uses a device of their own for work or learning",
        "staff": "staff may use devices of their own for work",
        "everyone": "staff and {learners} may use devices of their own",
    },
    "lent_devices": {
        YES: "{we} lend devices to take home",
        NO: "{we} lend no devices to take home",
    },
    "monitoring": {
        YES: "{we} use a monitoring product",
        NO: "{we} do not use a monitoring product",
    },
    "official_accounts": {
        YES: "{we} run official social media accounts",
        NO: "{we} run no official social media accounts",
    },
    "wifi": {
        YES: "{we} offer Wi-Fi to visitors or {learners}",
        NO: "{we} offer no Wi-Fi to visitors or {learners}",
    },
    "remote": {
        YES: "{we} teach or support {learners} online at home",
        NO: "{we} do not teach or support {learners} online at home",
    },
    "boarding": {YES: "{learners} board", NO: "{learners} do not board"},
    "easy_read": {YES: "there is an easy-read agreement", NO: "there is no easy-read agreement"},
    "ai": {
        "approved": "{learners} may use the AI tools that {we} approved",
        "none": "{learners} may not use generative AI tools",
    },
    "parent_photos": {
        YES: "parents and carers may take photographs at events",
        NO: "parents and carers may not take photographs at events",
    },
    "press": {
        YES: "{we} invite the press or a professional photographer",
        NO: "{we} invite neither the press nor a professional photographer",
    },
    "image_names": {
        "none": "a published image shows no name",
        "first-name": "a published image may show a first name, with consent",
    },
    "concern": {
        "person": "a concern about {leader} goes to {concern_person}",
        "lado": "a concern about {leader} goes straight to the LADO",
    },
    "concern_named": {
        YES: "somebody is named who hears a concern about {leader}",
        NO: "nobody is named who hears a concern about {leader}",
    },
    "dsl_is_leader": {
        YES: "{leader} is also the designated safeguarding lead",
        NO: "{leader} is not the designated safeguarding lead",
    },
    "governor_is_leader": {
        YES: "the lead on safeguarding for {governance} is also {leader} or the DSL",
        NO: "the lead on safeguarding for {governance} is neither {leader} nor the DSL",
    },
    "deputies": {YES: "there is a deputy safeguarding lead", NO: "there is no deputy safeguarding lead"},
}
"""For each question that a clause may depend on, each answer."""


def chosen(question: str, answer: str, values: Mapping[str, str]) -> str:
    """Return what a setting with these words chose, as a sentence of its own."""
    text = fill_text(CHOICE_WORDS[question][answer], {**values, "we": "we"})
    return f"{text[:1].upper()}{text[1:]}."


def only_if(question: str, answers: list[str], values: Mapping[str, str]) -> str:
    """Return that something applies to settings with one of these answers alone, as a sentence."""
    words = {**values, "we": "you"}
    return f"Only if {' or '.join(fill_text(CHOICE_WORDS[question][one], words) for one in answers)}."
