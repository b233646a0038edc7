"""Tells a search that tells of somebody from one that names a subject, a title or a task.

The weights are learnt from messages, and on the few words of a search they also answer to a subject ("live
streaming risk"). A concern is told: somebody does or meets with something, or somebody is worried. A title
is a thing ("missing child procedure"), and a task asks how something is done. The patterns are in
`search_words.json`, written as those of `rules`: `{one}` stands for a list of words, `{3}` for up to three
words of any kind, and every repeat is bounded.
"""

import json
import re
from pathlib import Path
from typing import NamedTuple

from enquiries.triage.lexicon import classes_of
from enquiries.triage.tokeniser import tokenise
from enquiries.triage.weights import load_weights

BOOK = json.loads(Path(__file__).with_name("search_words.json").read_text(encoding="utf-8"))
PLACEHOLDER = re.compile(r"\{([a-z ]+|\d)\}")
LONGEST_SEARCH = 60  # tokens; what is longer is a message, and the patterns look at how it starts
HARM = frozenset({"threat", "fear"})
SERIOUS = HARM | {"image", "contact", "stranger", "body", "kin", "parent", "report"}
WHAT_MATTERS = HARM | {"child", "children", "kin", "she", "image"}


class SearchReading(NamedTuple):
    """Whether a search tells of somebody, accuses an adult who works with children, says that somebody is in
    danger, and names an adult who may have done something to a child."""

    tells: bool
    accuses: bool
    in_danger: bool
    names_adult: bool


def read_search(query: str) -> SearchReading:
    """Return how the words of ``query`` read."""
    tokens = tokenise(query)[:LONGEST_SEARCH]
    line = " " + " ".join(tokens)
    if _holds("title", line):
        return SearchReading(tells=False, accuses=False, in_danger=False, names_adult=False)
    accuses = _holds("accusing", line)
    in_danger = _holds("danger", line)
    return SearchReading(
        tells=accuses or in_danger or (_tells(line, tokens) and not _is_task(line, tokens)),
        accuses=accuses,
        in_danger=in_danger,
        names_adult=_holds("naming", line) and not _holds("against", line),
    )


def is_known(word: str) -> bool:
    """Return whether the screen knows ``word`` as it stands, so that it needs no repair to be read."""
    known = load_weights().concern.blocks["words"]
    return all(token in known or classes_of(token) for token in tokenise(word))


def _tells(line: str, tokens: list[str]) -> bool:
    """Whether the words tell of a worry; of what somebody does or meets with, if any of it may be serious; of
    a grown-up, or of us, only with a child or a harm in it."""
    if _holds("telling", line):
        return True
    if _holds("doing", line) and (_speaks_of(SERIOUS, tokens) or _holds("serious", line)):
        return True
    return _holds("telling of a grown-up", line) and _speaks_of(WHAT_MATTERS, tokens)


def _is_task(line: str, tokens: list[str]) -> bool:
    """Whether the words ask how something is done, or say what somebody would like to have."""
    return _holds("task", line) or (_holds("request", line) and not _speaks_of(HARM, tokens))


def _speaks_of(classes: frozenset[str], tokens: list[str]) -> bool:
    return any(classes.intersection(classes_of(token)) for token in tokens)


def _holds(kind: str, line: str) -> bool:
    return any(pattern.search(line) for pattern in PATTERNS[kind])


def _compiled(pattern: str) -> re.Pattern[str]:
    start, body = ("^ ", pattern[1:]) if pattern.startswith("^") else (" ", pattern)
    return re.compile(f"{start}(?:{_filled(body)})")


def _filled(pattern: str) -> str:
    def filled(match: re.Match[str]) -> str:
        name = match[1]
        # After a word, up to so many words, and the space before the next one.
        return rf"(?: [a-z'?.,]+){{0,{name}}} " if name.isdigit() else _filled(BOOK["words"][name])

    return PLACEHOLDER.sub(filled, pattern)


PATTERNS = {kind: [_compiled(pattern) for pattern in BOOK[kind]] for kind in BOOK if kind != "words"}
