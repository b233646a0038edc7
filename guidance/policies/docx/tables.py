"""Tables as WordprocessingML: read, filled in by hand or ticked on screen (ECMA-376, part 1, 17.4)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.sax.saxutils import quoteattr

from guidance.blocks import Run, Runs, Table, plain
from guidance.policies.docx import table_shapes as shapes
from guidance.policies.docx.paragraphs import paragraph, tick_box
from guidance.policies.docx.relationships import Relationships
from guidance.policies.docx.runs import clean, goes_from_right, runs_xml

# A cell that opens with this word in bold is framed: in a chart it says what cannot wait.
NOW = {"Now", "Now.", "Now:"}
MORE = {"TableHead": "TableText"}  # below a label, what is said of it
FRAME = "".join(
    f'<w:{side} w:val="single" w:sz="18" w:space="0" w:color="A3144C" w:themeColor="accent2"/>'
    for side in ("top", "left", "bottom", "right")
)


def table_xml(table: Table, room: int, parts: Relationships) -> str:
    """Return ``table``, as wide as ``room``."""
    widths = shapes.widths(table, room)
    rows = [_row(table, table.head, widths, parts, is_head=True)] if shapes.has_head(table) else []
    last = len(table.rows) - 1
    whole = shapes.stays_whole(table)
    rows += [
        _row(table, row, widths, parts, keep_next=whole and place < last)
        for place, row in enumerate(table.rows)
    ]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{_properties(table, room)}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


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


def _row(
    table: Table,
    row: Sequence[Runs],
    widths: Sequence[int],
    parts: Relationships,
    *,
    is_head: bool = False,
    keep_next: bool = False,
) -> str:
    height = 0 if is_head else shapes.row_height(table, row)
    properties = (
        "<w:cantSplit/>"
        + (f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else "")
        + ("<w:tblHeader/>" if is_head else "")
    )
    columns = "".join(
        _cell(table, row, place, width, parts, is_head=is_head, keep_next=keep_next)
        for place, width in enumerate(widths)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{columns}</w:tr>"


def _cell(
    table: Table,
    row: Sequence[Runs],
    place: int,
    width: int,
    parts: Relationships,
    *,
    is_head: bool,
    keep_next: bool,
) -> str:
    frame = f"<w:tcBorders>{FRAME}</w:tcBorders>" if _is_urgent(row[place]) else ""
    start = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{frame}</w:tcPr>'
    style = style_of(table, place, is_head=is_head)
    if not is_head and style == "TableHead" and any(run.bold for run in row[place]):
        style = "TableText"  # the runs say themselves what is bold in this label
    together = "<w:keepNext/>" if keep_next else ""
    if style == "TableTick":
        box = tick_box(f"{plain(table.head[place])}: {plain(row[0])}", parts)
        return f"{start}{paragraph(style, box, together)}</w:tc>"
    lines = "".join(
        paragraph(
            MORE.get(style, style) if number else style,
            runs_xml(runs, parts.link),
            together + ("<w:bidi/>" if goes_from_right(runs) else ""),
        )
        for number, runs in enumerate(paragraphs_of(row[place]))
    )
    return f"{start}{lines}</w:tc>"


def style_of(table: Table, place: int, *, is_head: bool) -> str:
    """Return the style of the paragraphs of a cell in column ``place``."""
    if table.ticks and table.ticks[place]:
        return "TableTickHead" if is_head else "TableTick"
    is_label = place == 0 or (place == 2 and not shapes.has_head(table))
    is_bold = is_head or (is_label and shapes.has_labels(table) and table.use != "ticks")
    return "TableHead" if is_bold else "TableText"


def _is_urgent(cell: Runs) -> bool:
    return bool(cell) and cell[0].bold and cell[0].text.strip() in NOW
