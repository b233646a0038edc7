"""The parts of a document as WordprocessingML (ECMA-376, part 1, section 17), as text."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from guidance.blocks import Block, Bullets, Paragraph, Run, Table, cells
from guidance.policies.document import ClauseBlocks, Document, SectionHeading

# Characters that XML 1.0 has no form for, and marks that would turn round the text that follows them.
FORBIDDEN = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)

PAGE_WIDTH = 9638  # the width between the margins, in twentieths of a point
NARROW = 1134  # a column that only holds a tick
ANSWER_HEIGHT = 510  # a row in which somebody writes by hand
TICK_HEIGHT = 340  # a row in which somebody ticks
SPACE_ABOVE = '<w:spacing w:before="160"/>'  # before or after a table
# The style of points, indented as they are, with the numbers of a list in place of its dots.
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr><w:ind w:left="1077" w:hanging="369"/>'
UNNUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'

Link = Callable[[str], str]
"""Registers an address and returns the id of its relationship."""

NewList = Callable[[], int]
"""Begins a list whose numbers start at 1 and returns its id."""


def body_xml(document: Document, link: Link, new_list: NewList) -> str:
    """Return the paragraphs and tables of ``document``; the caller adds the section properties."""
    parts = [_paragraph("Title", _text_run(document.title))]
    if document.subtitle:
        parts.append(_paragraph("Subtitle", _text_run(document.subtitle)))
    parts.extend(_blocks(document.opening, link, new_list, first="BodyText"))
    if document.contents:
        parts.extend(_contents(document.parts))
    headings = count(1)
    for part in document.parts:
        if isinstance(part, SectionHeading):
            parts.append(_heading(part, next(headings)))
        else:
            parts.extend(_clause_blocks(part, link, new_list))
    return "".join(parts)


def clean(text: str) -> str:
    """Return ``text`` without characters that a Word file cannot hold, on one line."""
    return re.sub(r"\s+", " ", FORBIDDEN.sub("", text))


def _contents(parts: Iterable[SectionHeading | ClauseBlocks]) -> list[str]:
    """A contents field with its result already in it: no question when the file is opened, no stale page."""
    headings = [part for part in parts if isinstance(part, SectionHeading)]
    numbers = count(1)
    lines = []
    for index, heading in enumerate(headings, start=1):
        number = f"{next(numbers)}. " if heading.numbered else ""
        run = _text_run(f"{number}{heading.text}")
        lines.append(f'<w:hyperlink w:anchor="{_bookmark(index)}" w:history="1">{run}</w:hyperlink>')
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\n \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines[0] = begin + lines[0]
    lines[-1] += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return [
        _paragraph("ContentsHeading", _text_run("Contents")),
        *(_paragraph("TOC1", line) for line in lines),
    ]


def _bookmark(index: int) -> str:
    return f"_Toc{index:09}"


def _heading(heading: SectionHeading, index: int) -> str:
    properties = ("<w:pageBreakBefore/>" if heading.new_page else "") + (
        "" if heading.numbered else UNNUMBERED
    )
    start = f'<w:bookmarkStart w:id="{index}" w:name="{_bookmark(index)}"/>'
    return _paragraph(
        "Heading1", f'{start}{_text_run(heading.text)}<w:bookmarkEnd w:id="{index}"/>', properties
    )


def _clause_blocks(part: ClauseBlocks, link: Link, new_list: NewList) -> list[str]:
    first = "Clause" if part.numbered else "BodyText"
    return _blocks(part.blocks, link, new_list, first=first, large=part.large)


def _blocks(
    blocks: Sequence[Block], link: Link, new_list: NewList, *, first: str, large: bool = False
) -> list[str]:
    """The first paragraph has the style ``first``; what belongs to it stays with it."""
    parts = []
    has_table = any(isinstance(block, Table) for block in blocks)
    for place, block in enumerate(blocks):
        together = "<w:keepNext/>" if place + 1 < len(blocks) else ""
        by_table = isinstance(blocks[place - 1], Table) if place else has_table
        apart = SPACE_ABOVE if by_table else ""
        if isinstance(block, Paragraph):
            style = "ClauseText" if place and first == "Clause" else first
            parts.append(_paragraph(style, _runs(block.runs, link, large=large), together + apart))
        elif isinstance(block, Bullets):
            mark = "" if block.kind == "bullets" else NUMBERED.format(new_list())
            parts.extend(
                _paragraph("ListBullet", _runs(item, link, large=large), mark) for item in block.items
            )
        elif isinstance(block, Table):
            parts.append(_table(block, link))
        else:
            parts.extend(_paragraph(first, _runs(runs, link, large=large), apart) for runs in cells(block))
    return parts


def _paragraph(style: str, content: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def _runs(runs: Iterable[Run], link: Link, *, large: bool = False) -> str:
    parts = []
    for run in runs:
        if run.href:
            text = _text_run(run.text, style="Hyperlink")
            parts.append(f'<w:hyperlink r:id={quoteattr(link(run.href))} w:history="1">{text}</w:hyperlink>')
        else:
            parts.append(_text_run(run.text, style="LargePrint" if large else "", bold=run.bold))
    return "".join(parts)


def _text_run(text: str, *, style: str = "", bold: bool = False) -> str:
    look = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:b/>" if bold else "")
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'


def _table(table: Table, link: Link) -> str:
    widths = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    caption = quoteattr(clean("".join(run.text for run in table.head[0])))
    # A form is filled in by hand, so all of it stays on one page.
    is_form = not all(cell for row in table.rows for cell in row)
    head = _row(table.head, widths, link, head=True)
    rows = "".join(
        _row(row, widths, link, with_next=is_form and place + 1 < len(table.rows))
        for place, row in enumerate(table.rows)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblInd w:w="108" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="57" w:type="dxa"/><w:bottom w:w="57" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={caption}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
    )


def _widths(table: Table) -> list[int]:
    """Columns for a tick are narrow, a label leaves room for the answer, other columns share."""
    narrow = [len("".join(run.text for run in cell)) <= len("Yes") for cell in table.head]
    if not any(narrow):
        first = PAGE_WIDTH // 2
        rest = (PAGE_WIDTH - first) // (len(narrow) - 1 or 1)
        return [first, *[rest] * (len(narrow) - 1)]
    wide = (PAGE_WIDTH - NARROW * sum(narrow)) // (narrow.count(False) or 1)
    return [NARROW if is_narrow else wide for is_narrow in narrow]


def _row(
    cells: Sequence[tuple[Run, ...]],
    widths: list[int],
    link: Link,
    *,
    head: bool = False,
    with_next: bool = False,
) -> str:
    room = TICK_HEIGHT if NARROW in widths else ANSWER_HEIGHT
    height = "" if all(cells) else f'<w:trHeight w:val="{room}" w:hRule="atLeast"/>'
    properties = f"<w:cantSplit/>{height}" + ('<w:tblHeader w:val="true"/>' if head else "")
    style = "TableHead" if head else "TableText"
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E3EEF0"/>' if head else ""
    together = "<w:keepNext/>" if with_next else ""
    columns = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"{_paragraph(style, _runs(cell, link), together)}</w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{columns}</w:tr>"
