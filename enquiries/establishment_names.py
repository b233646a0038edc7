"""Names of establishments in one form, however they are spelt: "St. Mary's C of E Pri. Sch." and all that.

Whatever is done with a name is linear in its length.
"""

import re
import unicodedata

from enquiries.triage.places import AREAS, SECOND_HALF

POSTCODE = re.compile(rf"\b((?:{AREAS}|[BEGLMNSW])\d[\dA-Z]?){SECOND_HALF}\b", re.I)
APOSTROPHES = re.compile("['\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032\u00b4`\u00b8\uff07.]")
WORD = re.compile(r"[^\W_]+|[&+]")
# Several words, as they are left without points and apostrophes, that are written as one.
PHRASES = [
    (("church", "of", "england"), ("ce",)),
    (("c", "of", "e"), ("ce",)),
    (("ch", "of", "e"), ("ce",)),
    (("c", "e"), ("ce",)),
    (("roman", "catholic"), ("rc",)),
    (("r", "c"), ("rc",)),
    (("voluntary", "aided"), ("va",)),
    (("voluntary", "controlled"), ("vc",)),
    (("v", "a"), ("va",)),
    (("v", "c"), ("vc",)),
    (("pre", "school"), ("preschool",)),
]
BY_FIRST = {first: [pair for pair in PHRASES if pair[0][0] == first] for first in {p[0][0] for p in PHRASES}}
SHORT_FORMS = {
    "saint": ("st",),
    "cofe": ("ce",),
    "coe": ("ce",),
    "cep": ("ce", "primary"),
    "ceps": ("ce", "primary", "school"),
    "catholic": ("rc",),
    "&": ("and",),
    "+": ("and",),
    "sch": ("school",),
    "schl": ("school",),
    "scl": ("school",),
    "pri": ("primary",),
    "prim": ("primary",),
    "ps": ("primary", "school"),
    "inf": ("infant",),
    "infants": ("infant",),
    "jun": ("junior",),
    "jnr": ("junior",),
    "jr": ("junior",),
    "juniors": ("junior",),
    "sec": ("secondary",),
    "nurs": ("nursery",),
    "nsy": ("nursery",),
    "acad": ("academy",),
    "coll": ("college",),
    "gram": ("grammar",),
    "comm": ("community",),
    "tech": ("technical",),
    "meth": ("methodist",),
    "boy": ("boys",),
    "girl": ("girls",),
}


def plain_words(text: str) -> list[str]:
    """Return the words of a text in lower case, without apostrophes, points and accents."""
    folded = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text)).casefold()
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return WORD.findall(letters)


def folded_words(text: str) -> list[str]:
    """Return the words of a name with every short form in one spelling, and without "the"."""
    words: list[str] = []
    plain, index = plain_words(text), 0
    while index < len(plain):
        length, replaced = _phrase_at(plain, index)
        words += replaced or SHORT_FORMS.get(plain[index], (plain[index],))
        index += length
    return [word for word in words if word != "the"]


def key(name: str) -> str:
    """Return what two spellings of one name have in common; empty for no words.

    The word "school" says nothing where two other words are left.
    """
    words = folded_words(name)
    short = [word for word in words if word != "school"]
    return " ".join(short if len(short) > 1 else words)


def without_postcode(text: str) -> tuple[str, str]:
    """Return a text without its last postcode, and that postcode in one spelling; empty when it has none."""
    found = list(POSTCODE.finditer(text))
    if not found:
        return text, ""
    last = found[-1]
    return f"{text[: last.start()]} {text[last.end() :]}", one_postcode(last[0])


def one_postcode(text: str) -> str:
    """Return a postcode as it is compared: "me10 4xx" and "ME104XX" are one."""
    return "".join(text.split()).upper()


def _phrase_at(words: list[str], index: int) -> tuple[int, tuple[str, ...]]:
    for phrase, replaced in BY_FIRST.get(words[index], ()):
        if tuple(words[index : index + len(phrase)]) == phrase:
            return len(phrase), replaced
    return 1, ()
