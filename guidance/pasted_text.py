"""Text pasted from Word, put right for Markdown: lists, tables, tabs, spaces and addresses.

Pure: a text in, a text out. What already is right stays as it is, so tidying twice is tidying once.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from guidance.pasted_tables import as_table

_GAP = r"[ ]*[\t\u00a0][\t \u00a0]*(?P<text>\S.*)"
# What Word and Outlook put before an item: the sign, then a tab or spaces that do not break.
_ITEM = re.compile(r"[\t \u00a0]*(?:(?:[•·][ ]?|–)" + _GAP + r"|[•·] +(?P<spaced>\S.*))")
_SECOND = re.compile(r"[\t \u00a0]*(?:[o▪§]|(?P<letter>\(?[a-zA-Z]\)|[a-zA-Z]\.|\(?[ivx]{2,4}[.)]))" + _GAP)
_NUMBERED = re.compile(r"[\t \u00a0]*(?P<number>\d{1,3}[.)])" + _GAP)
_MARKDOWN_ITEM = re.compile(r"[\t ]*(?:[-*+]|\d{1,9}[.)])[\t ]")
_NO_ROW = re.compile(r"[\t ]*(?:[|#>`~]|[-*+][\t ])")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TABS_IN_FRONT = re.compile(r"[ ]*\t[\t ]*")
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " "})
# What has its address already (code, a link, a note of where one leads) comes before a bare address.
_ADDRESS = re.compile(
    r"`[^`]*`|<[^>]*>|\[[^\]]*\]\([^)]*\)|\[[^\]]*\](?:\[[^\]]*\]|:.*)?|\]\([^)]*\)"
    r"|(?P<bare>(?<![\w@/.-])(?:https?://|www\.)[^\s<>\[\]|`\"“”]+)"
)
_ENDS = ".,;:!?'’*_"


@dataclass(frozen=True)
class TidiedLines:
    """Lines that were put right: as they were pasted and as they are now."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def tidy(text: str, *, kept: str = "") -> str:
    """Return ``text`` put right. Lines that stand in ``kept``, the text as stored, stay as they are."""
    tidier = _Tidier(frozenset(kept.split("\n")) - {""})
    for run in tidier.runs(text.split("\n")):
        tidier.take(run)
    return "\n".join(tidier.out)


def tidy_item(text: str) -> str:
    """Return one item of a list put right: a list shows its own signs, so those that Word put before go."""
    plain = tidy(text)
    return _MARKDOWN_ITEM.sub("", plain, count=1).strip() if plain != text else text


def changes(before: str, after: str) -> list[TidiedLines]:
    """Return the stretches in which two texts differ, line by line."""
    old, new = before.split("\n"), after.split("\n")
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        TidiedLines(tuple(old[first:last]), tuple(new[start:end]))
        for kind, first, last, start, end in steps
        if kind != "equal"
    ]


@dataclass
class _Tidier:
    """Takes a text line by line, rows of one table together."""

    known: frozenset[str]
    out: list[str] = field(default_factory=list)
    fence: str = ""
    indent: str = "  "
    """What an item below another stands behind."""
    made: str = ""
    """What the last line was made: an item, a table, or a line without its tabs."""

    def runs(self, lines: Iterable[str]) -> Iterator[list[str]]:
        rows: list[str] = []
        for line in lines:
            if line not in self.known and _is_row(line):
                rows.append(line)
                continue
            yield from _together(rows)
            rows = []
            yield [line]
        yield from _together(rows)

    def take(self, run: list[str]) -> None:
        line, made = run[0], ""
        marks = _FENCE.match(line)
        if marks or self.fence or line in self.known:
            self.out += run
            if marks:
                self.fence = self._fence_after(marks[1])
        elif len(run) > 1:
            self._begin(as_table([_plain(row) for row in run]), joins=False)
            made = "table"
        elif item := self._item(line):
            self._begin([item], joins=True)
            made = "item"
        else:
            made = self._words(line)
        self.made = made

    def _fence_after(self, marks: str) -> str:
        return "" if self.fence and marks.startswith(self.fence) else self.fence or marks

    def _item(self, line: str) -> str:
        """Return a line that Word made an item as one of Markdown, or nothing."""
        if found := _NUMBERED.fullmatch(line):
            self.indent = " " * (len(found["number"]) + 1)
            return f"{found['number']} {_plain(found['text']).strip()}"
        if found := _ITEM.fullmatch(line):
            self.indent = "  "
            return f"- {_plain(found['text'] or found['spaced']).strip()}"
        if found := _SECOND.fullmatch(line):
            self.indent = self.indent if _is_item(self._above()) else ""
            words = f"{found['letter'] or ''} {_plain(found['text']).strip()}".strip()
            return f"{self.indent}- {words}"
        return ""

    def _begin(self, lines: list[str], *, joins: bool) -> None:
        """Add a list's item or a table, with a blank line before it where other words stand above."""
        above = self.out[-1] if self.out else ""
        goes_on = joins and (_is_item(above) or above.startswith((" ", "\t")))
        self.out += lines if goes_on or not above.strip() else ["", *lines]

    def _words(self, line: str) -> str:
        """Add a line that is neither item nor row; say what was made of it."""
        plain, made = _plain(line), ""
        in_front = _TABS_IN_FRONT.match(plain)
        if not plain.strip():
            plain = "" if plain != line or in_front else line
        elif in_front and (self.made == "stripped" or not self._is_in_list()):
            plain, made = plain[in_front.end() :], "stripped"
        ends_here = not plain.strip() or _is_item(plain) or plain.startswith((" ", "\t"))
        self.out += [plain] if ends_here or self.made not in {"item", "table"} else ["", plain]
        return made

    def _is_in_list(self) -> bool:
        """Whether a tab in front may be meant: it lets a line belong to the item above."""
        above = self._above()
        return _is_item(above) or above.startswith((" ", "\t"))

    def _above(self) -> str:
        return next((line for line in reversed(self.out) if line.strip()), "")


def _together(rows: list[str]) -> list[list[str]]:
    """Two rows and more are a table; one is a line."""
    return [rows] if len(rows) > 1 else [[row] for row in rows]


def _is_row(line: str) -> bool:
    """Whether a line has a tab between words, and is no item of a list."""
    signs = (_ITEM, _SECOND, _NUMBERED)
    return (
        "\t" in line.strip() and not _NO_ROW.match(line) and not any(sign.fullmatch(line) for sign in signs)
    )


def _is_item(line: str) -> bool:
    return bool(_MARKDOWN_ITEM.match(line))


def _plain(text: str) -> str:
    return _ADDRESS.sub(_linked, text.translate(_BLANKS))


def _linked(match: re.Match[str]) -> str:
    if match["bare"] is None:
        return match[0]
    address, rest = match[0], ""
    while address[-1] in _ENDS or (address[-1] == ")" and address.count("(") < address.count(")")):
        address, rest = address[:-1], address[-1] + rest
    if not re.match(r"(?:https?://|www\.)\w", address):
        return match[0]
    link = f"[{address}](https://{address})" if address.startswith("www.") else f"<{address}>"
    return f"{link}{rest}"
