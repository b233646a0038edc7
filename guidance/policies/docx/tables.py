"""Tables as WordprocessingML: read, filled in by hand or ticked on screen (ECMA-376, part 1, 17.4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from guidance.blocks import Run, Runs, Table, plain
from guidance.policies.docx import table_shapes as shapes
from guidance.policies.docx.paragraphs import paragraph, tick_box
from guidance.policies.docx.relationships import Relationships
from guidance.policies.docx.runs import clean, goes_from_right, runs_xml

# A cell that opens with this word in bold is framed: in a chart it says what cannot wait.
NOW = {"Now", "Now.", "Now:"}
MORE = {"TableHead": "TableText"}  # below a label, what is said of it
# Behind a cell that stands across the table.
ACROSS = (
    '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2" w:themeFill="background1" w:themeFillShade="F2"/>'
)
FRAME = "".join(
    f'<w:{side} w:val="single" w:sz="18" w:space="0" w:color="A3144C" w:themeColor="accent2"/>'
    for side in ("top", "left", "bottom", "right")
)


def table_xml(table: Table, room: int, parts: Relationships) -> str:
    """Return ``table``, as wide as ``room``."""
    writer = _Writer(table, shapes.widths(table, room), parts)
    rows = [writer.row(table.head, is_head=True)] if shapes.has_head(table) else []
    together = len(table.rows) - 1 if shapes.stays_whole(table) else 0
    rows += [writer.row(row, keep_next=place < together) for place, row in enumerate(table.rows)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in writer.widths)
    return f"<w:tbl>{_properties(table, room)}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


@dataclass(frozen=True)
class _Writer:
    """Writes the rows of one table."""

    table: Table
    widths: Sequence[int]
    parts: Relationships

    def row(self, cells: Sequence[Runs], *, is_head: bool = False, keep_next: bool = False) -> str:
        height = 0 if is_head else shapes.row_height(self.table, cells)
        room = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
        head = "<w:tblHeader/>" if is_head else ""
        across = len(self.widths) if len(cells) == 1 else 1  # a question above its answers
        together = "<w:keepNext/>" if keep_next or across > 1 else ""
        columns = []
        for place, cell in enumerate(cells):
            style = style_of(self.table, cells, place, is_head=is_head)
            if style == "TableTick":
                name = f"{plain(self.table.head[place])}: {plain(cells[0])}"
                text = paragraph(style, tick_box(name, self.parts), together)
            else:
                text = self.lines(cell, style, together)
            columns.append(self.cell(place, text, across, is_urgent=_is_urgent(cell)))
        return f"<w:tr><w:trPr><w:cantSplit/>{room}{head}</w:trPr>{''.join(columns)}</w:tr>"

    def cell(self, place: int, text: str, across: int, *, is_urgent: bool) -> str:
        frame = f"<w:tcBorders>{FRAME}</w:tcBorders>" if is_urgent else ""
        width = f'<w:tcW w:w="{sum(self.widths[place : place + across])}" w:type="dxa"/>'
        span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
        shade = ACROSS if across > 1 else ""
        return f"<w:tc><w:tcPr>{width}{span}{frame}{shade}</w:tcPr>{text}</w:tc>"

    def lines(self, cell: Runs, style: str, together: str) -> str:
        found = []
        for number, runs in enumerate(paragraphs_of(cell)):
            look = MORE.get(style, style) if number else style
            properties = together + ("<w:bidi/>" if goes_from_right(runs) else "")
            found.append(paragraph(look, runs_xml(runs, self.parts.link), properties))
        return "".join(found)


def paragraphs_of(cell: Runs) -> Iterator[Runs]:
    """Yield the paragraphs of a cell, which line ends in its text part."""
    current: list[Run] = []
    for run in cell:
        for place, text in enumerate(run.text.split("\n")):
            if place:
                yield tuple(current)
                current = []
            if text:
                current.append(replace(run, text=text))
    yield tuple(current)


def _properties(table: Table, room: int) -> str:
    style = "PolicyForm" if shapes.is_boxed(table) else "PolicyTable"
    head, labels = int(shapes.has_head(table)), int(shapes.has_labels(table))
    look = f"{0x600 + 0x20 * head + 0x80 * labels:04X}"
    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{room}" w:type="dxa"/>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look}" w:firstRow="{head}" w:lastRow="0" w:firstColumn="{labels}" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(clean(shapes.title(table)))}/>"
        f"<w:tblDescription w:val={quoteattr(clean(shapes.description(table)))}/></w:tblPr>"
    )


def style_of(table: Table, row: Sequence[Runs], place: int, *, is_head: bool) -> str:
    """Return the style of the paragraphs of the cell of ``row`` in column ``place``."""
    if table.ticks and table.ticks[place]:
        return "TableTickHead" if is_head else "TableTick"
    if is_head:
        return "TableHead"
    if shapes.is_dense(table):
        return "TableDense"
    is_label = shapes.has_labels(table) and (place == 0 or (place == 2 and not shapes.has_head(table)))
    says_itself = any(run.bold for run in row[place])  # what is bold in this label
    return "TableHead" if is_label and table.use != "ticks" and not says_itself else "TableText"


def _is_urgent(cell: Runs) -> bool:
    return bool(cell) and cell[0].bold and cell[0].text.strip() in NOW
