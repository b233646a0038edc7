"""How high each item of a document is, in twentieths of a point, from the widths of Arial and its styles."""

from collections.abc import Sequence
from dataclasses import dataclass

from guidance.blocks import Run, Runs, Table
from guidance.policies.docx import arial
from guidance.policies.docx import table_shapes as shapes
from guidance.policies.docx.flow import (
    ColumnsItem,
    ContentsItem,
    Item,
    LogoLine,
    PictureItem,
    TableItem,
    TextLine,
)
from guidance.policies.docx.looks import looks
from guidance.policies.docx.paragraphs import APART
from guidance.policies.docx.pictures import columns, side
from guidance.policies.docx.tables import paragraphs_of, style_of

CELL_MARGINS = 216  # left and right of the text of a cell
BORDER = 10  # the line between two rows
EDGES = 28  # the lines above and below a table, which are heavier
EMUS = 635  # in a twentieth of a point


@dataclass(frozen=True)
class Measure:
    """One paragraph, or a table as rows; heights are of each line or row.

    Paragraphs that are ``tight`` have no room between them where they are of one style, which it names.
    """

    before: float = 0
    heights: tuple[float, ...] = ()
    after: float = 0
    head: float = 0
    is_table: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    bookmark: int = 0
    tight: str = ""

    @property
    def height(self) -> float:
        """All of it, without the room around it."""
        return self.head + sum(self.heights)

    @property
    def least(self) -> float:
        """What has to stand together: all of it, the first row, or two lines."""
        if self.is_table:
            return self.height if self.keep_lines else self.head + self.heights[0]
        whole = self.keep_lines or len(self.heights) < 4
        return self.height if whole else sum(self.heights[:2])


def measure(item: Item, room: int) -> list[Measure]:
    """Return how high ``item`` is where lines have ``room``; the contents are a paragraph for each line."""
    if isinstance(item, TextLine):
        return [_line(item, room)]
    if isinstance(item, LogoLine):
        return [_line(TextLine("Logo", (Run(item.text),)), room)]
    if isinstance(item, ContentsItem):
        lines = ((Run(f"{entry.number} {entry.text}"),) for entry in item.entries)
        return [_line(TextLine("TOC1", runs), room) for runs in lines]
    if isinstance(item, TableItem):
        return [_table(item.table, room)]
    if isinstance(item, ColumnsItem):
        return []
    return [_pictures(item, room)]


def _line(line: TextLine, room: int) -> Measure:
    look = looks()[line.style]
    return Measure(
        before=APART if line.apart else look.before,
        heights=_heights(line.runs, line.style, room),
        after=look.after,
        tight=line.style if look.tight else "",
        keep_next=line.keep_next or look.keep_next,
        keep_lines=look.keep_lines,
        page_break=line.new_page or look.page_break,
        bookmark=line.bookmark,
    )


def _heights(runs: Runs, style: str, room: float) -> tuple[float, ...]:
    look = looks()[style]
    if look.exact:
        return (look.line,)
    lines = arial.lines_of(runs, look.size, room - look.left, bold=look.bold)
    return (look.size * 20 * arial.LINE_HEIGHT * look.line / 240,) * lines


def _table(table: Table, room: int) -> Measure:
    widths = shapes.widths(table, room)
    head = _row(table, table.head, widths, is_head=True) if shapes.has_head(table) else 0
    rows = tuple(_row(table, row, widths) for row in table.rows)
    whole = shapes.stays_whole(table)
    return Measure(heights=rows, after=EDGES, head=head, is_table=True, keep_lines=whole)


def _row(table: Table, row: Sequence[Runs], widths: Sequence[int], *, is_head: bool = False) -> float:
    if len(row) == 1:
        widths = [sum(widths)]
    cells = (
        _cell(row[place], style_of(table, row, place, is_head=is_head), width)
        for place, width in enumerate(widths)
    )
    least = 0 if is_head else shapes.row_height(table, row)
    return max(least, *cells) + BORDER


def _cell(cell: Runs, style: str, width: int) -> float:
    look = looks()[style]
    lines = [_heights(runs, style, width - CELL_MARGINS) for runs in paragraphs_of(cell)]
    return sum(look.before + sum(heights) + look.after for heights in lines)


def _pictures(item: PictureItem, room: int) -> Measure:
    across = columns(item.pictures)
    above = looks()["Picture"]
    captions = [_cell(one.caption, "PictureText", room // across) for one in item.pictures.items]
    rows = tuple(
        max(captions[start : start + across])
        + side(item.pictures) / EMUS
        + above.before
        + above.after
        + BORDER
        for start in range(0, len(captions), across)
    )
    return Measure(heights=rows, is_table=True)
