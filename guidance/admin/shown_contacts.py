"""Contact details of a helpline where they are only shown: in words, without help to fill them in."""

from django.contrib.admin.utils import flatten

from guidance.models import Helpline
from guidance.models.load_bearing import FIXED
from lesas_portal.core.admin import list_words

# For whoever may only look, or must change them on their own page.
NUMBERS = [
    list_words.columns(Helpline, names)
    for names in (
        *(("phone", "phone_confirmed"), ("text_number", "text_word", "text_confirmed")),
        ("email", "email_confirmed"),
    )
]
HOURS = list_words.columns(Helpline, ["sentence", "hours_text", "hours_confirmed", "hours_seen_on"])
# "Tick to show the number" beside what nobody can tick would mislead.
NO_HELP = {name if isinstance(name, str) else name.__name__: "" for name in flatten([*NUMBERS, HOURS])}


def numbers(obj: Helpline) -> list[list]:
    """The rows of what ``obj`` has: a tick beside no number would say that it is right."""
    return [row for row in NUMBERS if getattr(obj, row[0])]


def why(obj: Helpline) -> str:
    """Why details are only shown in the form of a contact of the Front Door; empty for others."""
    if obj.is_fixed:
        return FIXED
    if obj.is_load_bearing:
        return "The Front Door page stands on this contact: change it with the button above, on its own page."
    return ""
