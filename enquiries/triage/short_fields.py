"""Tells a label ("Headteacher", "Boys' Grammar School") from a field that somebody used to report something.

The weights are learnt from messages. On a label they guess, and would call many a school's name a concern.
So a short field is read only if a word in it speaks of a person or of harm, as any report does; and a token
before it says that it is the answer to a short question, in which "when she is back" tells of nobody's harm.
"""

from enquiries.triage.lexicon import classes_of
from enquiries.triage.tokeniser import tokenise

REPORT_CLASSES = frozenset({"she", "me", "report", "threat", "image"})
# "Jo Hurt" and "Anti-bullying lead" are a name and a role.
LABEL_WORDS = 3
ANSWER = "answertoken: "


def as_answer(text: str) -> str:
    """Return what was typed into a short field as it is read, and as `training` reads such examples."""
    return ANSWER + text


def reads_like_report(text: str) -> bool:
    """Return whether what was typed into a field is more than a label."""
    words = [token for token in tokenise(text) if token.isalnum()]
    return len(words) > LABEL_WORDS and any(REPORT_CLASSES.intersection(classes_of(word)) for word in words)
