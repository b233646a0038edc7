"""The bar of a theme: a box for each question, drawn by the server. Its length is the number of questions.

A box is a figure and a mark, so that nothing hangs on colour. ``_bar.html`` of the templates draws them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from guidance.self_review.answers import NOT_ANSWERED, NOT_KNOWN, NOT_OURS, STATE_WORDS

HEIGHT = 24
STEP = 48  # from one box to the next
BOX = 44
SIGNS = {NOT_ANSWERED: "–", NOT_KNOWN: "?", NOT_OURS: "×"}


@dataclass(frozen=True)
class Box:
    """One question: what stands before the box, what is in it, and how far right it is."""

    state: int
    x: int

    @property
    def sign(self) -> str:
        return SIGNS.get(self.state, str(self.state))


@dataclass(frozen=True)
class Bar:
    """Boxes in a row; ``title`` and ``description`` say the same in words. Without one it is decoration."""

    boxes: tuple[Box, ...]
    title: str = ""
    description: str = ""

    @property
    def width(self) -> int:
        return STEP * (len(self.boxes) - 1) + BOX

    @property
    def height(self) -> int:
        return HEIGHT


def bar_of(states: Iterable[int], title: str = "", description: str = "") -> Bar:
    """Return the bar of these answers."""
    return Bar(tuple(Box(state, STEP * place) for place, state in enumerate(states)), title, description)


def key() -> tuple[tuple[Bar, str], ...]:
    """Return a bar of one box for each answer, and its words."""
    return tuple((bar_of((state,)), words) for state, words in STATE_WORDS.items())
