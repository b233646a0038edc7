"""Tells a label ("Headteacher", "Boys' Grammar School") from a field that somebody used to report something.

The weights are learnt from messages. On a label they guess, and would call many a school's name a concern.
So a short field is read by itself only if a word in it speaks of a person or of harm, as any report does.
"""

from enquiries.triage.lexicon import classes_of
from enquiries.triage.tokeniser import tokenise

REPORT_CLASSES = frozenset({"she", "me", "report", "threat", "image"})
# "Jo Hurt" and "Anti-bullying lead" are a name and a role.
LABEL_WORDS = 3


def reads_like_report(text: str) -> bool:
    """Return whether what was typed into a field is more than a label."""
    words = [token for token in tokenise(text) if token.isalnum()]
    return len(words) > LABEL_WORDS and any(REPORT_CLASSES.intersection(classes_of(word)) for word in words)
