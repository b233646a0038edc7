"""What differs between two texts, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

AROUND = 120  # characters of what both have that are shown beside a difference
WORDS_AT_MOST = 6_000  # of both texts together; longer ones are compared line by line
_WORDS, _LINES = re.compile(r"\S+\s*|\s+"), re.compile(r"[^\n]*\n|[^\n]+")

Change = tuple[str, str]
"""``same``, ``gone`` or ``new``, and the words."""


def compare(old: str, new: str) -> list[Change]:
    """Return the parts of both texts in order: what both have, what only the old or the new one has."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > WORDS_AT_MOST:
        before, after = _LINES.findall(old), _LINES.findall(new)
    return list(_changes(before, after))


def _changes(before: list[str], after: list[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, from_, to in matcher.get_opcodes():
        if kind == "equal":
            yield "same", "".join(before[start:end])
            continue
        if end > start:
            yield "gone", "".join(before[start:end])
        if to > from_:
            yield "new", "".join(after[from_:to])


def shortened(changes: list[Change]) -> list[Change]:
    """Return the parts with what both have cut down to what stands beside a difference."""
    last = len(changes) - 1
    return [
        (kind, _cut(words, is_first=place == 0, is_last=place == last) if kind == "same" else words)
        for place, (kind, words) in enumerate(changes)
    ]


def _cut(words: str, *, is_first: bool, is_last: bool) -> str:
    if len(words) <= 3 * AROUND:
        return words
    before = "" if is_first else words[:AROUND].rpartition(" ")[0] + " "
    after = "" if is_last else " " + words[-AROUND:].partition(" ")[2]
    return f"{before}[…]{after}"
