"""Reading words: folding, tokens, stems and the words that carry no meaning. No database.

The index and the query go through the same functions, so what is typed and what is written meet
however they are accented, hyphenated or bent by grammar.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

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
_COMMON = "child children kid kids learner learners pupil pupils school schools student students"
FILLERS = frozenset(_COMMON.split())

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDING = re.compile(r"['’]s$|['’]")  # of a possessive, and every other apostrophe
_AMERICAN = re.compile(r"iz(?=(e|es|ed|er|ers|ing|ations?)$)")


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents, ligatures or what takes no room."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", stream_safe(text))
    return "".join(letter for letter in decomposed if not _is_unseen(letter)).lower()


def _is_unseen(letter: str) -> bool:
    """Whether it is an accent or the like, or takes no room, as a zero-width space does."""
    return bool(unicodedata.combining(letter)) or unicodedata.category(letter) == "Cf"


def tokens(text: str) -> list[str]:
    """Return the words of ``text`` in order: folded, without possessive endings and apostrophes."""
    return [_ENDING.sub("", word) for word in _WORD.findall(fold(text))]


def query_words(text: str) -> list[str]:
    """Return the words of a query: as ``tokens``, at most ``MOST_WORDS`` of ``LONGEST_QUERY`` characters."""
    return tokens(text[:LONGEST_QUERY])[:MOST_WORDS]


def stems(text: str) -> list[str]:
    """Return the stem of every word in ``text``, in order."""
    return [stem(word) for word in tokens(text)]


def in_stems(*texts: str) -> str:
    """Return the stems of each text on a line of its own, between spaces, as ranking compares them."""
    return _in_lines(stems(text) for text in texts)


def in_stems_of_ours(*texts: str) -> str:
    """Return what ``in_stems`` does, of texts of a document."""
    return _in_lines(stems_of_ours(text) for text in texts)


def stem(word: str) -> str:
    """Return the English stem of ``word``: bullies, bullied and bullying all become "bulli".

    Of words of ours it is remembered, and of no other: ``word`` may be what somebody typed.
    """
    return _of_our_words.get(word) or _stemmed(word)


def hold_stems(words: Iterable[str]) -> None:
    """Remember the stems of ``words``, which stand in documents, in place of those that were remembered."""
    global _of_our_words
    before = _of_our_words
    _of_our_words = {word: before.get(word) or _stemmed(word) for word in words}


def stems_of_ours(text: str) -> list[str]:
    """Return what ``stems`` does, of a text of a document: any word in it may be remembered."""
    return [_stem_of_ours(word) for word in tokens(text)]


def _in_lines(lines: Iterable[list[str]]) -> str:
    return "\n".join(f" {' '.join(line)} " for line in lines)


def _stemmed(word: str) -> str:
    # A stemmer keeps its word in itself, so threads must not share one, nor may it outlive the question.
    return snowballstemmer.stemmer("english").stemWord(_AMERICAN.sub("is", word))


_of_our_words: dict[str, str] = {}
_stem_of_ours = lru_cache(maxsize=20_000)(_stemmed)
