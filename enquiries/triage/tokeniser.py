"""Typed text in, plain words out: what every reader of the text needs before it can look for anything.

People paste email threads, HTML and text from phones. Cleaning is linear in its length and never fails.
"""

import html
import re
import unicodedata

from enquiries.triage.lexicon import SPELLING
from enquiries.triage.places import with_places_named

SENTENCE_ENDS = {"!": ".", "\n": ".", ";": "."}

# Letters of other alphabets that look like Latin ones, used by accident or to slip past filters.
LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u043a\u043c\u0442\u0432\u043d"
    "\u03bf\u03b1\u03b5\u03b9\u03ba\u03bd\u03c1\u03c4\u03c5\u03c7\u0131\u2018\u2019\u02bc\u00b4\u0060\u2032\u201c\u201d",
    "aeopcyxijsdhkmtbhoaeiknptuxi''''''\"\"",
)
INVISIBLE = {"Cf", "Cc", "Co", "Cn", "Cs", "Mn", "Me"}
# One sign may stand for eighteen letters: of a text of such signs the start is enough.
GROWS_AT_MOST = 2
NO_CHARACTER = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{7,});?")  # Python refuses to read a number so long
TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,300}>")
LINK = re.compile(r"\b(?:https?://|www\.)\S{1,300}|\b[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}")
TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*|\d+(?:[.:,/-]\d+)*[a-z]{0,4}|[£$€]\d[\d,.]*k?|[?!.;:\n&@+%]")
SPACES = re.compile(r"[^\S\n]+")
# A line end says no more the tenth time, nor does a mark.
LINE_ENDS = re.compile(r"\n\s+")
MARKS = re.compile(r"([?!.;:&@+%])\1+")
CLITIC = {"s", "m", "ve", "re", "ll", "d"}
YEAR_GROUP = re.compile(
    r"\b(?:years?|yrs?|y|year groups?)[ -]?(1[0-3]|[1-9r])(s?)\b(?!\s*(?:old|ago|of age))", re.I
)
AGE = re.compile(
    r"\b(\d{1,2})\s*[- ]?\s*(?:years?|yrs?|y|months?|mths?|weeks?)?[ -]?(?:old|olds|o|yo|/o|mo)\b(s?)", re.I
)


def cleaned(text: str) -> str:
    """Return the text without markup, hidden characters, accents or look-alike letters."""
    longest = GROWS_AT_MOST * len(text)
    text = html.unescape(NO_CHARACTER.sub(" ", text.replace("\x00", " ")))
    text = TAG.sub(" ", text)
    text = LINK.sub(" linktoken ", text)
    # Marks go first: normalising puts those in a row in order, which takes Python quadratic time.
    text = unicodedata.normalize("NFKD", without_marks(text))[:longest].translate(LOOKALIKES)
    if not text.isascii():
        text = "".join(c if c == "\n" or unicodedata.category(c) not in INVISIBLE else "" for c in text)
    return with_places_named(MARKS.sub(r"\1", LINE_ENDS.sub("\n", SPACES.sub(" ", text))))


def plain(text: str) -> str:
    """Return a cleaned text in lower case, with year groups and ages as one token each."""
    text = YEAR_GROUP.sub(lambda m: " yeargroups " if m[2] else " yeargroup ", text.lower())
    return AGE.sub(" ageold ", text)


def without_marks(text: str) -> str:
    """Return the text without the accents and other marks that stand as characters of their own."""
    if text.isascii():
        return text
    return "".join(c for c in text if not unicodedata.category(c).startswith("M"))


def tokenise(text: str) -> list[str]:
    """Return the words and sentence marks of a text as it was typed."""
    return tokens_of(cleaned(text))


def tokens_of(text: str) -> list[str]:
    """Return the words and sentence marks of a cleaned text, spelled one way ("dont" is "do", "n't")."""
    tokens: list[str] = []
    for token in TOKEN.findall(plain(text)):
        if token in SPELLING:
            tokens.extend(SPELLING[token])
        elif token[0].isdigit():
            tokens.append(number(token))
        elif token[0] in "£$€":
            tokens.append("moneytoken")
        elif "'" in token:
            tokens.extend(split_apostrophe(token))
        else:
            tokens.append(SENTENCE_ENDS.get(token, token))
    return tokens


def split_apostrophe(token: str) -> list[str]:
    """Split "he's" into "he", "'s" and "don't" into "do", "n't"."""
    if token.endswith("n't"):
        return [token[:-3] or "do", "n't"]
    head, _, tail = token.rpartition("'")
    return [head, "'" + tail] if tail in CLITIC and head else [token.replace("'", "")]


def number(token: str) -> str:
    """Name the kind of a number: an age or small count, a time, a year, or just a number."""
    digits = token.rstrip("abcdefghijklmnopqrstuvwxyz")
    suffix = token[len(digits) :]
    if suffix in ("am", "pm") or ":" in digits or re.fullmatch(r"\d{1,2}\.\d\d", digits):
        return "timetoken"
    if suffix in ("yo", "yrs", "yr"):
        return "ageold"
    if suffix in ("st", "nd", "rd", "th"):
        return "datetoken"
    if digits.isdigit():
        value = int(digits[:9])
        if len(digits) >= 9:
            return "phonetoken"
        if 3 <= value <= 19 and not suffix:
            return "smallnumber"
        if 1990 <= value <= 2035:
            return "yeartoken"
    return "numbertoken"
