"""Which windows of a longer text are read by themselves, so that a concern does not drown in the rest.

Reading a window takes as long as reading a message of its length. So of a middling text only the one is read
that speaks most of people and of harm; a very long one, which few people send, is read all through.
"""

from itertools import accumulate

from enquiries.triage.lexicon import classes_of

MIDDLING = 90  # tokens
LONG = 400  # tokens
WINDOW = 30  # tokens
CONCERN_CLASSES = frozenset(
    ("she", "child", "kin", "name", "me", "parent", "staff", "stranger")
    + ("image", "contact", "threat", "fear", "report", "recent")
)
ENQUIRY_CLASSES = frozenset(
    ("children", "policy", "training", "admin", "system", "general", "research", "ask")
)


def windows(tokens: list[str]) -> list[list[str]]:
    """Return the windows of a text to read by themselves: of a short one none."""
    if len(tokens) > LONG:
        return [tokens[start : start + WINDOW] for start in range(0, len(tokens), WINDOW // 2)]
    if len(tokens) > MIDDLING:
        return [densest_window(tokens)]
    return []


def densest_window(tokens: list[str]) -> list[str]:
    """Return the first window that names the most of people and harm, and the least of other subjects."""
    density = {token: concern_density(token) for token in set(tokens)}
    sums = [0, *accumulate(density[token] for token in tokens)]
    start = max(range(len(tokens) - WINDOW + 1), key=lambda start: sums[start + WINDOW] - sums[start])
    return tokens[start : start + WINDOW]


def concern_density(token: str) -> int:
    """Return how many of a word's classes speak of somebody or harm, less those an enquiry is about."""
    classes = ("child",) if token in ("ageold", "yeargroup") else classes_of(token)
    return sum(name in CONCERN_CLASSES for name in classes) - sum(name in ENQUIRY_CLASSES for name in classes)
