"""Two texts beside each other, with what the other lacks marked: whole, or the changed sentences alone."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from guidance.policies.change import DiffSegment

Segments = tuple[DiffSegment, ...]

GAP = "…"
SHORT = 160
"""So many characters are shown whole: to cut them saves no reading."""
# The end of a sentence or of a line, with the white space after it.
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")


def side_by_side(before: str, after: str, *, least_equal: int = 1) -> tuple[Segments, Segments]:
    """Return both texts with what the other lacks marked word by word; white space goes with its word.

    Fewer than ``least_equal`` words between two changes count as changed too: islands are hard to read.
    """
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    left, right = [], []
    for is_changed, i1, i2, j1, j2 in _stretches(old, new, least_equal):
        left.append(DiffSegment("".join(old[i1:i2]), is_changed=is_changed))
        right.append(DiffSegment("".join(new[j1:j2]), is_changed=is_changed))
    return (
        tuple(segment for segment in left if segment.text),
        tuple(segment for segment in right if segment.text),
    )


def _stretches(old: list[str], new: list[str], least_equal: int) -> Iterator[tuple[bool, int, int, int, int]]:
    """Whether each stretch changed, and where it begins and ends in both; no two of a kind in a row."""
    codes = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    last = len(codes) - 1

    def is_changed(place: int) -> bool:
        name, i1, i2, _, _ = codes[place]
        return name != "equal" or (0 < place < last and i2 - i1 < least_equal)

    for changed, group in groupby(range(len(codes)), key=is_changed):
        places = list(group)
        first, end = codes[places[0]], codes[places[-1]]
        yield changed, first[1], end[2], first[3], end[4]


def changed_sentences(segments: Sequence[DiffSegment]) -> Segments:
    """Return the sentences in which something changed, with "…" for those between; a short text whole."""
    if sum(len(segment.text) for segment in segments) <= SHORT:
        return tuple(segments)
    kept: list[DiffSegment] = []
    for is_changed, group in groupby(_sentences(segments), key=_has_change):
        if is_changed:
            kept.extend(segment for sentence in group for segment in sentence)
        else:
            kept.append(DiffSegment(f"{GAP} "))
    return tuple(kept)


def _has_change(sentence: Sequence[DiffSegment]) -> bool:
    return any(segment.is_changed for segment in sentence)


def _sentences(segments: Sequence[DiffSegment]) -> Iterator[list[DiffSegment]]:
    """The segments cut at the ends of sentences."""
    sentence: list[DiffSegment] = []
    for segment in segments:
        start = 0
        for end in SENTENCE_END.finditer(segment.text):
            sentence.append(DiffSegment(segment.text[start : end.end()], segment.is_changed))
            yield sentence
            start, sentence = end.end(), []
        if start < len(segment.text):
            sentence.append(DiffSegment(segment.text[start:], segment.is_changed))
    if sentence:
        yield sentence
