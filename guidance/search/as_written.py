"""Whether words of a query stand so far apart that nobody means the term that they make. Pure."""

from collections.abc import Sequence

from guidance.search.concepts import Term
from guidance.search.text import FILLERS, STOP_WORDS, stem, tokens

FAR = 2  # other words between those of a term: more than so many


def is_far_off(term: Term, some: Sequence[str], words: Sequence[str]) -> bool:
    """Whether nobody means ``term`` by them: "whose duty is it to call" is not about "call of duty"."""
    return _between(some, words) > FAR and list(map(stem, some)) != list(map(stem, _words_of(term)))


def _between(some: Sequence[str], words: Sequence[str]) -> int:
    places = [words.index(word) for word in some]
    return max(places) - min(places) + 1 - len(some)


def _words_of(term: Term) -> list[str]:
    return [word for word in tokens(term.term) if word not in STOP_WORDS | FILLERS]
