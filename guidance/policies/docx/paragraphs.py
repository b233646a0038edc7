"""Paragraphs as WordprocessingML, with what stands in them: tick boxes, the place for a logo."""

from xml.sax.saxutils import quoteattr

from guidance.blocks import plain
from guidance.policies.docx.contents import bookmark
from guidance.policies.docx.flow import LogoLine, TextLine
from guidance.policies.docx.relationships import Relationships
from guidance.policies.docx.runs import clean, goes_from_right, runs_xml, text_run

APART = 160  # the room above what follows a table, in twentieths of a point
INNER_LIST = "ListNumber2"  # the numbered list of a clause, a level further in
SHORT = 64  # Word takes no longer name for a control
TAB = "<w:r><w:tab/></w:r>"


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return a paragraph; ``properties`` stand in the order of the standard."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def text_line(line: TextLine, parts: Relationships, lists: dict[int, int]) -> str:
    """Return ``line``; ``lists`` has the id of each numbering that begins at 1 again."""
    content = runs_xml(line.runs, parts.link)
    if line.bookmark:
        mark = f'w:id="{line.bookmark}"'
        content = (
            f'<w:bookmarkStart {mark} w:name="{bookmark(line.bookmark)}"/>{content}<w:bookmarkEnd {mark}/>'
        )
    if line.style == "TickLine":
        content = f"{tick_box(plain(line.runs), parts)}{TAB}{content}"
    return paragraph(line.style, content, _properties(line, lists))


def logo_line(line: LogoLine, parts: Relationships) -> str:
    """Return a control that goes when a picture is put into it."""
    number = parts.next_number()
    control = (
        f'<w:sdt><w:sdtPr><w:alias w:val="Logo"/><w:tag w:val="logo"/><w:id w:val="{number}"/><w:temporary/>'
        "<w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{text_run(line.text, style='PlaceholderText')}</w:sdtContent></w:sdt>"
    )
    return paragraph("Logo", control)


def tick_box(name: str, parts: Relationships) -> str:
    """Return a box that is ticked on screen and called ``name``, which prints as a box."""
    number = parts.next_number()
    name = clean(name)
    alias = name if len(name) <= SHORT else name[: SHORT - 1].rsplit(" ", 1)[0] + "…"
    font = 'w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"'
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(alias)}/>"
        f'<w:tag w:val="tick{number}"/><w:id w:val="{number}"/>'
        '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        f'<w:sdtContent><w:r><w:rPr><w:rFonts {font} w:hint="eastAsia"/></w:rPr><w:t>☐</w:t></w:r>'
        "</w:sdtContent></w:sdt>"
    )


def _properties(line: TextLine, lists: dict[int, int]) -> str:
    parts = []
    if line.keep_next:
        parts.append("<w:keepNext/>")
    if line.new_page:
        parts.append("<w:pageBreakBefore/>")
    if line.list_number:
        level = 1 if line.style == INNER_LIST else 0
        number = lists[line.list_number]
        parts.append(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    if goes_from_right(line.runs):
        parts.append("<w:bidi/>")
    if line.apart:
        parts.append(f'<w:spacing w:before="{APART}"/>')
    return "".join(parts)
