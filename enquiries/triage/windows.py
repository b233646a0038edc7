"""Which parts of a longer text are read by themselves, so that a concern does not drown in the rest.

Reading a part takes as long as reading a message of its length. So of a middling text only the part is read
that speaks most of people and of harm; a very long one, which few people send, is read all through.
"""

from itertools import accumulate

from enquiries.triage.lexicon import classes_of

MIDDLING = 90  # words
LONG = 400  # words
PART = 30  # words
SPEAKING = {"she", "child", "kin", "name", "me", "parent", "staff", "stranger"}
SPEAKING |= {"image", "contact", "threat", "fear", "report", "recent"}
ASKING = {"children", "policy", "training", "admin", "system", "general", "research", "ask"}


def parts(found):
    """Return the parts of a list of words to read by themselves: of a short one none."""
    if len(found) > LONG:
        return [found[start : start + PART] for start in range(0, len(found), PART // 2)]
    if len(found) > MIDDLING:
        return [most_telling(found)]
    return []


def most_telling(found):
    """Return the first part that names the most of people and harm, and the least of other subjects."""
    sums = [0, *accumulate(telling(word) for word in found)]
    start = max(range(len(found) - PART + 1), key=lambda start: sums[start + PART] - sums[start])
    return found[start : start + PART]


def telling(word):
    """Return how many of a word's classes speak of somebody or harm, less those an enquiry is about."""
    kinds = ("child",) if word in ("ageold", "yeargroup") else classes_of(word)
    return sum(kind in SPEAKING for kind in kinds) - sum(kind in ASKING for kind in kinds)
