"""Postcodes, telephone numbers, addresses, codes, names of places: each is one token, whatever it holds.

"ME10 4XX" has no "me" in it, "Deal Nursery" no deal, and "Mrs Hurt" was not hurt. What tells a name from a
word is mostly its capital letter, so this reads the text before it is put in lower case. All repeats are
bounded.
"""

import re
from collections.abc import Iterable

# The postcode areas of two letters; those of one letter are taken only with the second half of a postcode.
_AREAS = (
    "AB AL BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY EC EH EN "
    "EX FK FY GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY LA LD LE LL LN LS LU ME MK ML "
    "NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD "
    "TF TN TQ TR TS TW UB WA WC WD WF WN WR WS WV YO ZE"
)
AREAS = "|".join(_AREAS.split())
SECOND_HALF = r"[ \t]{0,2}\d[ABD-HJLNP-UW-Z]{2}"
POSTCODE = re.compile(
    rf"\b(?:(?:{AREAS}|[BEGLMNSW])\d[\dA-Z]?{SECOND_HALF}"
    rf"|(?!(?-i:me2|co2))(?:{AREAS})\d{{1,2}}[A-Z]?)\b",
    re.I,
)
PHONE = re.compile(r"(?<![\w/.])(?:\+?44[ ()-]{0,3}|\(?0)(?:\d[ ()-]{0,2}){8,10}(?![\d/])")
# "ME-2041", "HE204" and "room HE10" are codes; "SHE15" by itself may be a girl of 15, "he10" a boy of ten.
CODE = re.compile(
    r"\b(?:HE|HER|HIM|SHE|ME|MY|I)(?:-\d{1,6}|\d{3,6})\b"
    r"|(?<=\b(?i:room|code|form|unit|area|lock|zone) )(?:HE|HER|HIM|SHE|ME|MY|I)\d{1,2}\b"
    r"|(?<=\b(?i:class|group|block|order) )(?:HE|HER|HIM|SHE|ME|MY|I)\d{1,2}\b"
)
STREET = (
    "Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Close|Drive|Way|Place|Hill|Gardens|Crescent|Court|Terrace|Green|"
    "Park|Square|Grove|Rise|Mews|Row|Walk"
)
ADDRESS = re.compile(rf"\b\d{{1,4}}[A-Za-z]?,? (?:[A-Z][\w'\u2019-]{{1,20}} ){{1,3}}(?:{STREET})\b")
# A person's surname says nothing, and some read as harm.
SURNAME = re.compile(r"\b((?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Sir|Fr|Sr|Prof)\.? )[A-Z][\w'\u2019-]{1,30}")
# Words that are also the names of places or families in Kent.
NAMES = (
    "Battle|Burn|Burnt|Chase|Deal|Gore|Grace|Gunn?|Ham|Hope|Hunt|Hurt|Loose|Love|Pain|Payne|Rough|Sandwich|Seal|"
    "Slaughter|Strange|Wye"
)
PLACE_WORD = (
    "Primary|Infants?|Junior|Secondary|Grammar|High|School|Schools|Academy|College|Nursery|Pre-?school|"
    "Playgroup|Montessori|Parochial|Church|Chapel|CE|CofE|C of E|RC|VA|VC|Castle|Common|Down|Farm|House|"
    f"Town|Village|Hospital|Library|Station|{STREET}"
)
SCHOOL_WORD = "Primary|Infants?|Junior|Secondary|Grammar|High|Parochial|Nursery|Academy|School"
PLACE = re.compile(
    rf"\b(?-i:{NAMES})(?=,? (?-i:[A-Z])[\w'\u2019]{{0,20}},? (?:{PLACE_WORD})\b|,? (?:{PLACE_WORD})\b)"
    rf"|\b(?:{NAMES})(?= (?:{SCHOOL_WORD})\b)"
    rf"|(?<=\b(?:in|at|of|to|by) )(?-i:{NAMES})\b(?! (?:with|up|out|him|her|them)\b)"
    rf"|(?<=\b(?:near|from) )(?-i:{NAMES})\b",
    re.I,
)
# The town at the end of an address: "Golf Road, Deal".
TOWN = re.compile(rf"\b((?i:{PLACE_WORD})|[A-Z][a-z]{{2,20}}), (?:{NAMES})\b(?=[\s,.)]|$)")


def with_places_named(text: str) -> str:
    """Return the text with each postcode, number, address, code and name of a place as one token."""
    text = POSTCODE.sub(" postcodetoken ", text)
    text = PHONE.sub(" phonetoken ", text)
    text = CODE.sub(" codetoken ", text)
    text = ADDRESS.sub(" addresstoken ", text)
    text = SURNAME.sub(r"\1 surnametoken", text)
    return PLACE.sub(" placetoken ", TOWN.sub(r"\1, placetoken ", text))


class KnownNames:
    """Names of a register, to be taken out of texts: whoever names a school has told nothing of anybody."""

    WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")

    def __init__(self, names: Iterable[str]) -> None:
        words = {tuple(map(self.folded, self.WORD.findall(name))) for name in names}
        self.by_start: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        # A name of one word is a word.
        for name in sorted((name for name in words if len(name) > 1), key=lambda name: (-len(name), name)):
            self.by_start.setdefault(name[:2], []).append(name)

    @staticmethod
    def folded(word: str) -> str:
        """Return a word as it is compared: "Mary's" and "marys" are one."""
        return word.casefold().replace("'", "").replace("\u2019", "")

    def taken_out_of(self, text: str) -> str:
        """Return a text with each name in it as one token; linear in its length."""
        found = [(self.folded(match[0]), match.span()) for match in self.WORD.finditer(text)]
        words = [word for word, _ in found]
        parts: list[str] = []
        place = index = 0
        while index < len(words):
            length = self.length_at(words, index)
            if length:
                parts += [text[place : found[index][1][0]], " placetoken "]
                place = found[index + length - 1][1][1]
            index += length or 1
        return "".join([*parts, text[place:]])

    def length_at(self, words: list[str], index: int) -> int:
        """Return how many words the longest name has that starts at a word, or 0."""
        names = self.by_start.get(tuple(words[index : index + 2]), ())
        return next((len(name) for name in names if tuple(words[index : index + len(name)]) == name), 0)
