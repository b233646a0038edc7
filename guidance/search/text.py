"""Reading words: folding, tokens, stems and the words that carry no meaning. No database.

The index and the query go through the same functions, so what is typed and what is written meet
however they are accented, hyphenated or bent by grammar.
"""

import re
import unicodedata
from functools import lru_cache

from lesas_portal.core.normalisation import stream_safe

LONGEST_QUERY = 200  # characters; nobody types more on purpose
MOST_WORDS = 16

_WITHOUT_MEANING = (
    "a about all also am an and any anyone are as at be because been being but by can cannot cant could "
    "did do does doing done dont for from get gets getting give go going got had has have having he her "
    "here hers him his how i if im in into is isnt it its just know let like made make me more most much "
    "my need needs no not of off on one or our out over own please put said say says she should so some "
    "somebody someone such than thank thanks that the their them then there theres these they this those "
    "to too u up us use used using very want wants was we were what whats when where wheres which who "
    "whom whos whose why will with would you your "
)
STOP_WORDS = frozenset(_WITHOUT_MEANING.split())
# Words so common here that they may stand anywhere in a term, or be left out of it.
FILLERS = frozenset(
    ("child", "children", "kid", "kids", "learner", "learners")
    + ("pupil", "pupils", "school", "schools", "student", "students")
)

SINGULAR = frozenset(("news", "series", "species"))

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_VOWEL = re.compile(r"[aeiouy]")


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents, ligatures or control characters."""
    decomposed = unicodedata.normalize("NFKD", stream_safe(text))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()


def tokens(text: str) -> list[str]:
    """Return the words of ``text`` in order: folded, without possessive endings and apostrophes."""
    return [_bare(word) for word in _WORD.findall(fold(text))]


def query_words(text: str) -> list[str]:
    """Return the words of a query: as ``tokens``, at most ``MOST_WORDS`` of ``LONGEST_QUERY`` characters."""
    return tokens(text[:LONGEST_QUERY])[:MOST_WORDS]


def stems(text: str) -> list[str]:
    """Return the stem of every word in ``text``, in order."""
    return [stem(word) for word in tokens(text)]


def without_stop_words(found: list[str]) -> list[str]:
    """Return ``found`` without stop words, or all of it when nothing else is left."""
    return [word for word in found if word not in STOP_WORDS] or found


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a light English stem: bullies, bullied and bullying all become "bulli"."""
    if len(word) <= 3 or not word.isalpha() or not word.isascii():
        return word
    word = _without_verb_ending(_singular(word))
    for long, short in (("isation", "is"), ("ization", "is"), ("ise", "is"), ("ize", "is"), ("iz", "is")):
        if word.endswith(long) and len(word) > len(long) + 2:
            return word.removesuffix(long) + short
    if word.endswith("y"):
        return word[:-1] + "i"
    return word.removesuffix("e") if len(word) > 3 else word


def _singular(word: str) -> str:
    if word in SINGULAR:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_verb_ending(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        start = word.removesuffix(ending)
        if start != word and len(start) >= 3 and _VOWEL.search(start):
            doubled = start[-1] == start[-2] and start[-1] not in "lsz"
            return start[:-1] if doubled else start
    return word


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word).replace("'", "").replace("’", "")
