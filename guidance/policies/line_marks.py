"""What the start of a pasted line says: a point, a number, a row of a table, a sub-heading, a picture.

Word, web pages and emails each put marks of their own in front of points when they are copied as text.
"""

import re
from dataclasses import dataclass

from guidance.block_reader import PICTURE

# Signs that are nothing but bullets, and those of Word's symbol fonts as they arrive in plain text.
BULLET = re.compile(
    r"(?:[•·▪▫◦‣⁃●○■\u2219\u25aa\uf0b7\uf0a7\uf0d8\uf076\uf0fc][ \t\xa0]*"
    r"|[-–—*+o][ \t\xa0]+"
    r"|[-–](?=[^\W\d_])"
    r"|[§Øüv]\t)"
    r"(?P<text>\S.*)"
)
NUMBER = re.compile(
    r"(?:(?P<digits>\d{1,3})[.)]|(?P<letters>[a-z]|[ivx]{2,5})[.)]|\((?P<inner>\d{1,3}|[a-z]|[ivx]{2,5})\))"
    r"[ \t\xa0]+(?P<text>\S.*)"
)
HEADING = re.compile(r"#{1,6}[ \t]+(?P<text>\S.*)")
PICTURE_LINE = re.compile(rf"!\[(?P<alt>[^\[\]]*)\]\({PICTURE}(?P<name>[\w-]+)\)[ \t]*(?P<text>.*)")
# The line under the head of a table in Markdown. Cells are of one kind of character: linear time.
RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


@dataclass(frozen=True)
class Line:
    """One line: what kind it is, its words without the mark, the mark of a number, and what was typed."""

    kind: str
    text: str
    typed: str
    mark: str = ""
    is_indented: bool = False


def classify(line: str) -> Line:
    """Return ``line`` with its kind.

    That is "empty", "bullet", "number", "pipes" or "tabs" (a row of a table), "heading", "picture" or "text".
    """
    typed = line.strip()
    bullet, number = BULLET.fullmatch(typed), NUMBER.fullmatch(typed)
    if bullet:
        return Line("bullet", bullet["text"], typed)
    if number and "\t" not in number["text"]:
        mark = number["digits"] or number["letters"] or number["inner"]
        return Line("number", number["text"], typed, mark=mark)
    for kind, pattern in (("heading", HEADING), ("picture", PICTURE_LINE)):
        if match := pattern.fullmatch(typed):
            return Line(kind, match["text"], typed)
    if "\t" in typed:
        return Line("tabs", typed, line.strip(" "))
    kind = "empty" if not typed else "pipes" if typed.startswith("|") and "|" in typed[1:] else "text"
    return Line(kind, typed, line.strip(" "), is_indented=line.startswith(("  ", "\t")))


def guarded(line: str) -> str:
    """Return a line of words so that it is read as a paragraph, whatever it begins with."""
    return f"\\{line}" if _needs_guard(line) else line


def unguarded(line: str) -> str:
    """Return the words that ``guarded`` made ``line`` from."""
    return line[1:] if line.startswith("\\") and _needs_guard(line[1:]) else line


def _needs_guard(line: str) -> bool:
    return classify(line.lstrip("\\")).kind != "text"


def value_of(mark: str, first: str) -> int:
    """Return which place ``mark`` has in a list that begins with the mark ``first``; 0 for none."""
    if mark.isdigit() or first.isdigit():
        return int(mark) if mark.isdigit() and first.isdigit() else 0
    if first == "i":
        return ROMAN.index(mark) + 1 if mark in ROMAN else 0
    return ord(mark) - ord("a") + 1 if len(mark) == 1 else 0
