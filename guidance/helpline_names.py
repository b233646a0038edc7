"""Helplines as texts name them: what a sentence calls each, and the details that are confirmed."""

from dataclasses import dataclass

# How a sentence names a helpline where its title does not fit in: "Ring the out of hours team 03000 …".
# Empty where the number says it all.
IN_SENTENCES = {
    "emergency-999": "",
    "police-non-emergency": "",
    "nhs-111": "NHS",
    "front-door": "the Kent Front Door",
    "front-door-out-of-hours": "the out of hours team",
    "lado": "the LADO",
    "nspcc-helpline": "the NSPCC Helpline",
    "report-abuse-in-education": "the Report Abuse in Education helpline",
    "nspcc-whistleblowing": "the NSPCC Whistleblowing Advice Line",
    "runaway-helpline": "the Runaway Helpline",
    "national-bullying-helpline": "the National Bullying Helpline",
    "youngminds-parents": "the YoungMinds Parents Helpline",
    "contact-families": "the Contact helpline",
    "mencap-helpline": "the Mencap helpline",
    "posh": "the Professionals Online Safety Helpline (POSH)",
    "education-support": "the Education Support helpline",
    "ceop-safety-centre": "the CEOP Safety Centre",
    "iwf": "the Internet Watch Foundation (IWF)",
    "revenge-porn-helpline": "the Revenge Porn Helpline",
    "stopncii": "StopNCII",
    "gamcare": "the National Gambling Helpline",
    "kent-prevent-contact": "the Kent and Medway Prevent team",
    "true-vision": "True Vision",
    "galop": "Galop",
    "beat": "the Beat helpline",
}


@dataclass(frozen=True)
class Number:
    """A helpline as texts and call buttons name it; empty text where nothing is confirmed or known."""

    slug: str
    title: str
    phone: str = ""
    text_number: str = ""
    text_word: str = ""
    url: str = ""
    hours_text: str = ""


def name_in(number: Number, before: str) -> str:
    """Return how a sentence that begins with ``before`` names a helpline."""
    name = IN_SENTENCES.get(number.slug, number.title)
    if before.lower().endswith("the "):
        return name.removeprefix("the ")
    begins = not before.strip() or before.rstrip(" *").endswith((".", "!", "?", "\n", "-", "|"))
    return name[:1].upper() + name[1:] if begins else name
