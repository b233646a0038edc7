"""Tells a label ("Headteacher", "Boys' Grammar School") from a field that somebody used to tell something.

The weights are learnt from messages. On a label they guess, and would call many a school's name a concern.
So a short field is read by itself only if a word in it speaks of a person or of harm, as any report does.
"""

from enquiries.triage.lexicon import classes_of
from enquiries.triage.tokeniser import words

TELLING = {"she", "me", "report", "threat", "image"}
# "Jo Hurt" and "Anti-bullying lead" are a name and a role.
LABEL_WORDS = 3
SUBJECT_WORDS = 2


def tells(found):
    """Return whether a list of words, from `tokeniser.words`, is more than a label."""
    spoken = [word for word in found if word.isalnum()]
    return len(spoken) > LABEL_WORDS and any(TELLING.intersection(classes_of(word)) for word in spoken)


def is_subject(typed):
    """Return whether a search names a subject ("screen time toddlers") and nobody in particular."""
    found = words(typed)
    somebody = TELLING | {"child", "kin"}
    return len(found) <= SUBJECT_WORDS or not any(somebody.intersection(classes_of(word)) for word in found)
