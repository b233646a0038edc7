"""What a setting typed or pasted into a clause, as blocks.

Each line is a paragraph of its own. Marks of points and numbers, tabs and Markdown make lists and tables;
what blocks have no form for stays a paragraph as it was typed. Nothing is refused, and time is linear.
"""

import re
from collections.abc import Set
from dataclasses import dataclass, field

from guidance.block_reader import TITLE_MARK
from guidance.blocks import Block, Bullets, Paragraph, Picture, Pictures, Runs, SubHeading, Table, plain
from guidance.policies.line_marks import PICTURE_LINE, RULE, Line, classify, unguarded, value_of
from guidance.policies.typed_runs import read_runs

# More than these no sheet of paper holds side by side.
COLUMNS_AT_MOST = 12
CELL_END = re.compile(r"(?<!\\)\|")
SPACES = re.compile(r"[ \t]+")


def read_pasted(text: str, *, pictures: Set[str] = frozenset()) -> tuple[Block, ...]:
    """Return ``text`` as blocks. Only the drawings named in ``pictures`` are shown."""
    reading = _Reading([classify(line) for line in text.splitlines()], pictures)
    while reading.place < len(reading.lines):
        reading.take()
    return tuple(reading.blocks)


@dataclass
class _Reading:
    """The lines of a text, how far it was read, and what was found."""

    lines: list[Line]
    pictures: Set[str]
    place: int = 0
    blocks: list[Block] = field(default_factory=list)

    def take(self) -> None:
        """Read what begins at the line that is next."""
        line = self.lines[self.place]
        if line.kind == "bullet":
            self._take_points()
        elif line.kind == "number":
            self._take_numbers()
        elif line.kind in {"pipes", "tabs"} or self._is_head(line):
            self._take_table(line)
        elif line.kind == "picture":
            self._take_picture(line)
        else:
            if line.kind == "heading":
                self.blocks.append(SubHeading(_runs(line.text)))
            elif line.kind == "text":
                self.blocks.append(Paragraph(_runs(unguarded(line.text))))
            self.place += 1

    def _take_points(self) -> None:
        points = []
        while (line := self._after_empty()) and line.kind == "bullet":
            points.append(_runs(self._with_rest(line)))
        self.blocks.append(Bullets(tuple(points)))

    def _take_numbers(self) -> None:
        """Numbers that run on from the first make a list; any others stay as they were typed."""
        start, first = self.place, self.lines[self.place].mark
        following = self.lines[start + 1 : start + 2]
        # In Markdown each may be numbered 1.
        all_ones = first == "1" and bool(following) and following[0].mark == "1"
        points: list[Runs] = []
        while (line := self._after_empty()) and line.kind == "number":
            if value_of(line.mark, first) != (1 if all_ones else len(points) + 1):
                break
            points.append(_runs(self._with_rest(line)))
        if len(points) > 1:
            self.blocks.append(Bullets(tuple(points), "numbers"))
        else:
            self.place = start + 1
            self.blocks.append(Paragraph(_runs(self.lines[start].typed)))

    def _after_empty(self) -> Line | None:
        """Go on to the next line with words, and return it."""
        while self.place < len(self.lines) and self.lines[self.place].kind == "empty":
            self.place += 1
        return self.lines[self.place] if self.place < len(self.lines) else None

    def _with_rest(self, line: Line) -> str:
        """The words of a point with those of the lines below it that are indented."""
        texts = [line.text]
        self.place += 1
        while self.place < len(self.lines) and self.lines[self.place].is_indented:
            texts.append(self.lines[self.place].text)
            self.place += 1
        return " ".join(texts)

    def _is_head(self, line: Line) -> bool:
        """Whether ``line`` is the head of a Markdown table without a stroke at its start."""
        below = self.lines[self.place + 1 : self.place + 2]
        return line.kind == "text" and "|" in line.text and bool(below) and _is_rule(below[0])

    def _take_table(self, first: Line) -> None:
        start = self.place
        if first.kind == "tabs":
            rows = [line.typed.split("\t") for line in self._while_in("\t")]
        else:
            rows = [_cells(line.text) for line in self._while_in("|") if not _is_rule(line)]
        rows = rows[next((place for place, row in enumerate(rows) if any(map(str.strip, row))), len(rows)) :]
        columns = max(map(len, rows), default=0)
        if not 2 <= columns <= COLUMNS_AT_MOST or (first.kind == "tabs" and len(rows) == 1):
            self.blocks.extend(Paragraph(_runs(line.typed)) for line in self.lines[start : self.place])
            return
        read = [tuple(_runs(cell) for cell in row) + ((),) * (columns - len(row)) for row in rows]
        self.blocks.append(Table(read[0], tuple(read[1:]), self._taken_title()))

    def _while_in(self, mark: str) -> list[Line]:
        start = self.place
        while self.place < len(self.lines) and mark in self.lines[self.place].typed:
            self.place += 1
        return self.lines[start : self.place]

    def _taken_title(self) -> str:
        """The title of a table stands in the paragraph before it, which it takes away."""
        before = self.blocks[-1] if self.blocks else None
        if isinstance(before, Paragraph) and plain(before.runs).startswith(TITLE_MARK):
            self.blocks.pop()
            return plain(before.runs).removeprefix(TITLE_MARK)
        return ""

    def _take_picture(self, line: Line) -> None:
        """A drawing of this policy, beside those before it; any other name stays as it was typed."""
        self.place += 1
        match = PICTURE_LINE.fullmatch(line.typed)
        if match is None or match["name"] not in self.pictures:
            self.blocks.append(Paragraph(_runs(line.typed)))
            return
        picture = Picture(match["name"], match["alt"], _runs(match["text"]))
        before = self.blocks[-1] if self.blocks else None
        if isinstance(before, Pictures):
            self.blocks[-1] = Pictures((*before.items, picture))
        else:
            self.blocks.append(Pictures((picture,)))


def _runs(text: str) -> Runs:
    return read_runs(SPACES.sub(" ", text).strip())


def _cells(row: str) -> list[str]:
    return CELL_END.split(row.removeprefix("|").strip().removesuffix("|"))


def _is_rule(line: Line) -> bool:
    return "-" in line.typed and "|" in line.typed and bool(RULE.fullmatch(line.typed))
