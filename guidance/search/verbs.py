"""Short forms that are English words too: SEND and "he sends", Prevent and "to prevent". Pure.

An index of stems cannot tell them apart, so the word as typed and those beside it decide.
"""

from collections.abc import Mapping, Sequence

from guidance.search.concepts import Term
from guidance.search.english import ENGLISH_WORDS
from guidance.search.text import STOP_WORDS, stem

# Before a verb, after one that does something to something, and before a short form.
_BEFORE = "i you we they he she it to can could will would should must may do does did dont please"
_AFTER = "a an me us it this that these my our your his her their the them him to"
_BEFORE_NAMES = "with for of and about"
_DO, _TO_WHAT, _NAMES = (frozenset(words.split()) for words in (_BEFORE, _AFTER, _BEFORE_NAMES))


def verbs(words: Sequence[str], terms: Mapping[str, Term]) -> frozenset[str]:
    """Return the verbs among ``words`` whose stem is a short form; none where nothing else was typed."""
    found = frozenset(
        word
        for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False)
        if (term := terms.get(stem(word))) and term.kind == "acronym" and _is_verb(before, word, after, term)
    )
    return found if any(word not in STOP_WORDS | found for word in words) else frozenset()


def _is_verb(before: str, word: str, after: str, term: Term) -> bool:
    # The list holds short forms that are no English words, too, and none of these can be conjugated.
    if word not in ENGLISH_WORDS or f"{stem(word)}ing" not in ENGLISH_WORDS:
        return False
    if word not in term.forms:
        return True
    return before in _DO or (after in _TO_WHAT and before not in _NAMES)
