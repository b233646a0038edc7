"""A filter as a page shows it: its answers, each with what it would give, and what is chosen."""

from dataclasses import dataclass

LONGEST_IN_TITLE = 60  # characters of the words in the title of a page


@dataclass(frozen=True)
class Answer:
    """One value of a facet as the page shows it."""

    value: str
    label: str
    count: int
    chosen: bool

    @property
    def offered(self) -> bool:
        """Whether choosing it leads anywhere, or it is chosen and must be removable."""
        return self.chosen or self.count > 0


@dataclass(frozen=True)
class Facet:
    """One filter with its answers."""

    name: str
    label: str
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Chip:
    """A chosen answer and the address without it."""

    facet: str
    label: str
    query: str


def in_title(words: str) -> str:
    """Return as much of ``words`` as the title of a page holds."""
    return words if len(words) <= LONGEST_IN_TITLE else f"{words[:LONGEST_IN_TITLE].rstrip()}…"
