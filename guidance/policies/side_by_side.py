"""Two texts beside each other, with what the other lacks marked: whole, or the changed sentences alone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from guidance.policies.change import DiffSegment

Segments = tuple[DiffSegment, ...]

LEAST_EQUAL = 3
"""How many words in a row must have stayed for a reader to see them as words that stayed."""
GAP = "…"
SHORT = 160
"""So many characters are shown whole: to cut them saves no reading."""
# The end of a sentence or of a line, with the white space after it.
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")


def side_by_side(before: str, after: str, *, smooth: bool = False) -> tuple[Segments, Segments]:
    """Return both texts with what the other lacks marked word by word; white space goes with its word.

    ``smooth`` is for readers: white space alone is no change, and a few words that stayed between two changes
    count as changed too, since islands are hard to read.
    """
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    left, right = [], []
    for is_changed, i1, i2, j1, j2 in _stretches(old, new, smooth=smooth):
        left.append(DiffSegment("".join(old[i1:i2]), is_changed=is_changed))
        right.append(DiffSegment("".join(new[j1:j2]), is_changed=is_changed))
    return (
        tuple(segment for segment in left if segment.text),
        tuple(segment for segment in right if segment.text),
    )


def _stretches(old: list[str], new: list[str], *, smooth: bool) -> Iterator[tuple[bool, int, int, int, int]]:
    """Whether each stretch changed, and where it begins and ends in both."""
    first, second = ([word.rstrip() for word in words] if smooth else words for words in (old, new))
    codes = SequenceMatcher(a=first, b=second, autojunk=False).get_opcodes()
    last = len(codes) - 1

    def is_changed(place: int) -> bool:
        name, start, end, _, _ = codes[place]
        return name != "equal" or (smooth and 0 < place < last and end - start < LEAST_EQUAL)

    for changed, group in groupby(range(len(codes)), key=is_changed):
        places = list(group)
        begin, end = codes[places[0]], codes[places[-1]]
        yield changed, begin[1], end[2], begin[3], end[4]


def changed_sentences(segments: Sequence[DiffSegment]) -> Segments:
    """Return the sentences in which something changed, with "…" for those between; a short text whole."""
    if sum(len(segment.text) for segment in segments) <= SHORT:
        return tuple(segments)
    kept: list[DiffSegment] = []
    for is_changed, group in groupby(_sentences(segments), key=_has_change):
        if is_changed:
            kept.extend(_merged(segment for sentence in group for segment in sentence))
        else:
            kept.append(DiffSegment(f"{GAP} "))
    return tuple(kept)


def _merged(segments: Iterable[DiffSegment]) -> Iterator[DiffSegment]:
    """The segments, one for each stretch that changed or stayed."""
    for is_changed, group in groupby(segments, key=lambda segment: segment.is_changed):
        yield DiffSegment("".join(segment.text for segment in group), is_changed)


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
