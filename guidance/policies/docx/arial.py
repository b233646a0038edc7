"""How wide text is in Arial, and on how many lines it runs: its pages can be counted without Word.

Liberation Sans and Arimo have the same widths. They are in 2,048ths of the size, as font files have them.
Nothing is kept from one text to the next: some of it was typed.
"""

import re

from guidance.blocks import Runs

EM = 2048
DIGIT = 1139  # as wide as most small letters, and taken for every letter that is not named below
LINE_HEIGHT = 2355 / EM  # the height of a line of single spacing, of the size

REGULAR = {
    391: "'",
    455: "ijl‘’",
    532: "|¦",
    569: " !,./:;I[\\]ft\xa0·ÌÍÎÏìíîï",
    682: "()-`r¡¨²³´¸¹“”",
    684: "{}",
    717: "•",
    727: '"',
    748: "º",
    758: "ª",
    797: "*",
    819: "°",
    961: "^",
    1024: "Jcksvxyzçýÿŷ",
    1100: "¶",
    1124: "±÷",
    1131: "¯",
    1180: "µ",
    1196: "+<=>~¬×",
    1251: "FTZ¿ßø",
    1366: "&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞŶŸ",
    1479: "CDHNRUwÇÐÑÙÚÛÜŵ",
    1509: "©®",
    1593: "GOQÒÓÔÕÖØ",
    1706: "Mm",
    1708: "¼½¾",
    1821: "%æ",
    1933: "WœŴ",
    2048: "ÆŒ—…→",
    2079: "@",
}
BOLD = {
    487: "'",
    569: " ,./I\\ijl\xa0·ÌÍÎÏìíîï‘’",
    573: "|¦",
    682: "!()-:;[]`ft¡¨²³´¸¹",
    717: "•",
    748: "º",
    758: "ª",
    797: "*r{}",
    819: "°",
    971: '"',
    1024: "z“”",
    1124: "±÷",
    1131: "¯",
    1180: "µ",
    1196: "+<=>^~¬×",
    1251: "?FLTZbdghnopqu¿ßðñòóôõöøùúûüþ",
    1366: "EPSVXYÈÉÊËÝÞŶŸ",
    1479: "&ABCDHKNRUÀÁÂÃÄÅÇÐÑÙÚÛÜ",
    1509: "©®",
    1593: "GOQwÒÓÔÕÖØŵ",
    1706: "M",
    1708: "¼½¾",
    1821: "%mæ",
    1933: "WœŴ",
    1997: "@",
    2048: "ÆŒ—…→",
}


def _by_letter(widths: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in widths.items() for letter in letters}


LETTERS = (_by_letter(REGULAR), _by_letter(BOLD))
# Where a line may end: after a space or a hyphen.
WORDS = re.compile(r"[^\s\-–—]*(?:[\-–—]+|\s+|$)")


def width_of(runs: Runs, size: float, *, bold: bool = False) -> float:
    """Return how wide ``runs`` are on one line, in twentieths of a point, at ``size`` points."""
    return sum(_width(run.text, bold or run.bold) for run in runs) * size * 20 / EM


def lines_of(runs: Runs, size: float, room: float, *, bold: bool = False) -> int:
    """Return on how many lines ``runs`` stand where there is ``room``, in twentieths of a point."""
    room = room * EM / (size * 20)
    lines, used, width = 1, 0.0, 0.0
    for run in runs:
        for word in WORDS.findall(run.text):
            width = _width(word.rstrip(), bold or run.bold)
            if used and used + width > room:
                lines, used = lines + 1, 0.0
            if width > room:  # broken anywhere
                lines, width = lines + int(width // room), width % room
            used += width + _width(word[len(word.rstrip()) :], bold or run.bold)
    return lines


def _width(text: str, bold: bool) -> int:
    letters = LETTERS[bold]
    return sum(letters.get(letter, DIGIT) for letter in text)
