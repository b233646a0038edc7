"""Which windows of a text are read: the whole, and runs of sentences of two sizes, so that nothing drowns.

One sentence of concern among much else is what a short window finds; what is only told over several sentences
is found by a longer one. A text that is no longer than a window is read once.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

SIZES = (20, 45)  # tokens at least
STRIDES = 3  # a size holds so many strides: windows start no nearer to each other than one of them


class Window(NamedTuple):
    """A run of sentences, from ``start`` to before ``end``."""

    start: int
    end: int


def windows(lengths: Sequence[int], size: int) -> list[Window]:
    """Return the windows of ``size`` tokens at least of a text; ``lengths`` are the tokens of its sentences.

    Each ends as soon as it is long enough. A text of fewer tokens is one window; a text of none has none.
    """
    ends = list(accumulate(lengths, initial=0))
    found: list[Window] = []
    end, last_start = 0, None
    for start in range(len(lengths)):
        if last_start is not None and ends[start] - last_start < size // STRIDES:
            continue
        while end < len(lengths) and ends[end] - ends[start] < size:
            end += 1
        if ends[end] - ends[start] < size and found:
            break
        found.append(Window(start, end))
        last_start = ends[start]
    return found and [*found, *last_window(ends, size, found[-1])]


def last_window(ends: Sequence[int], size: int, before: Window) -> list[Window]:
    """Return the window that ends where the text ends, if the one ``before`` does not."""
    count = len(ends) - 1
    if before.end == count:
        return []
    start = max(start for start in range(count) if ends[count] - ends[start] >= size)
    return [Window(start, count)]
