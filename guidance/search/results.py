"""What a search found, and how the words were understood."""

from collections import Counter
from dataclasses import dataclass, field

from guidance.search.held_documents import Labels
from guidance.search.hits import Hit


@dataclass(frozen=True)
class SearchResults:
    """One page of results; ``raw_query`` is what was typed, as far as it was read."""

    raw_query: str
    corrected_query: str = ""
    was_corrected: bool = False
    is_quoted: bool = False
    """Whether some of its words must stand together."""
    is_weak: bool = False
    """Whether even the best result lacks a part of what was asked for."""
    unknown: tuple[str, ...] = ()
    """Words that stand nowhere on this site."""
    sought: tuple[str, ...] = ()
    """The words that were searched for."""
    notes: tuple[str, ...] = ()
    hits: list[Hit] = field(default_factory=list)
    first: int = 1
    """The place of the first of these hits among all."""
    total: int = 0
    page: int = 1
    pages: int = 0
    tally: Counter[Labels] = field(default_factory=Counter)
    """How many match with any filters, by kind, risk areas and phases, to count facets from."""
    suggestions: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    @property
    def last(self) -> int:
        """The place of the last of these hits among all."""
        return self.first + len(self.hits) - 1

    @property
    def says_nothing(self) -> bool:
        """Whether readers are told that nothing, or not all of what they asked for, was found."""
        return bool(self.raw_query) and bool(not self.total or self.unknown or self.is_weak)

    @property
    def without_filters(self) -> int:
        """How many there are with any filters."""
        return self.tally.total()
