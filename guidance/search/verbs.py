"""Short forms that are English words too: SEND and "he sends", Prevent and "to prevent". Pure.

An index of stems cannot tell them apart, so the word as typed and those beside it decide.
"""

from collections.abc import Mapping, Sequence

from guidance.search.concepts import Term
from guidance.search.english import ENGLISH_WORDS
from guidance.search.text import STOP_WORDS, stem

_DO = frozenset(
    "i you we they he she it to can could will would should must may do does did dont please".split()
)
_TO_WHAT = frozenset("a an me us it this that these my our your his her their the them him to".split())
_NAMES = frozenset("with for of and about".split())


def verbs(words: Sequence[str], terms: Mapping[str, Term]) -> frozenset[str]:
    """Return those of ``words`` that are verbs though their stem is a short form, where others say what about."""
    found = frozenset(
        word
        for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False)
        if (term := terms.get(stem(word))) and term.kind == "acronym" and _is_verb(before, word, after, term)
    )
    return found if any(word not in STOP_WORDS | found for word in words) else frozenset()


def _is_verb(before: str, word: str, after: str, term: Term) -> bool:
    if word not in ENGLISH_WORDS:
        return False
    if word not in term.forms:
        return True
    return before in _DO or (after in _TO_WHAT and before not in _NAMES)
