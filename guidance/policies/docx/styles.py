"""The empty document that every file starts from: page, styles, numbering, language, footer.

Made once in a process; looking styles up by name for every paragraph is what makes python-docx slow.
"""

import io
from functools import cache

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Arial"
PARAGRAPH = WD_STYLE_TYPE.PARAGRAPH
INK = RGBColor(0x0B, 0x3C, 0x49)
INDENT = Cm(1.25)
UNUSED_PARTS = {
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
KEPT = {
    *(
        "Normal",
        "Title",
        "Subtitle",
        "Heading 1",
        "List Bullet",
        "Table Grid",
        "Header",
        "Footer",
        "Body Text",
    ),
    *("Default Paragraph Font", "Normal Table", "No List"),
}


@cache
def base_document() -> bytes:
    """Return the empty document as bytes."""
    document = Document()
    _drop_unused(document)
    _set_page(document)
    _set_language_and_age(document)
    _make_styles(document.styles)
    _number(document)
    _make_footer(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _drop_unused(document) -> None:
    """The library's own template has 160 styles, their effects twice over and a picture of its first page."""
    for style in list(document.styles):
        if style.name not in KEPT:
            style.element.getparent().remove(style.element)
    for style in document.styles:
        link = style.element.find(qn("w:link"))
        if link is not None:
            style.element.remove(link)
    for relationships in (document.part.package.rels, document.part.rels):
        for name in [name for name, one in relationships.items() if one.reltype in UNUSED_PARTS]:
            del relationships[name]


def _set_page(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    section.header_distance = section.footer_distance = Cm(0.9)


def _set_language_and_age(document) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    defaults.find(qn("w:lang")).set(qn("w:val"), "en-GB")
    settings = document.settings.element
    language = settings.find(qn("w:themeFontLang"))
    language.attrib.clear()
    language.set(qn("w:val"), "en-GB")
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")  # ECMA-376, 17.15.1.94: it must be there
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # Word 2013 and later: no "compatibility mode" in the title bar


def _make_styles(styles) -> None:
    _paragraph_style(styles["Normal"], size=12, after=6)
    styles["Normal"].element.rPr.rFonts.set(qn("w:cs"), FONT)
    for name, size, before, after in (
        ("Title", 26, 0, 4),
        ("Subtitle", 16, 0, 14),
        ("Heading 1", 17, 20, 8),
        ("Contents Heading", 17, 20, 6),
    ):
        style = _style(styles, name)
        _paragraph_style(style, size=size, before=before, after=after, bold=name != "Subtitle", colour=INK)
        style.paragraph_format.keep_with_next = True
    _paragraph_style(_style(styles, "Body Text"), size=12, after=6)
    for name in ("Clause", "Clause Text"):
        style = _paragraph_style(_style(styles, name), size=12, after=6)
        style.paragraph_format.left_indent = INDENT
    _style(styles, "Clause").paragraph_format.first_line_indent = -INDENT
    bullet = _paragraph_style(styles["List Bullet"], size=12, after=3)
    bullet.paragraph_format.left_indent, bullet.paragraph_format.first_line_indent = Cm(1.9), Cm(-0.65)
    contents = _paragraph_style(styles.add_style("toc 1", PARAGRAPH, builtin=True), size=12, after=3)
    contents.paragraph_format.left_indent = Cm(0)
    _paragraph_style(
        _style(styles, "Table Head"), size=12, after=0, bold=True
    ).paragraph_format.keep_with_next = True
    _paragraph_style(_style(styles, "Table Text"), size=12, after=0)
    for name in ("Header", "Footer"):
        _paragraph_style(styles[name], size=10, after=0)
    large = styles.add_style("Large Print", WD_STYLE_TYPE.CHARACTER)
    large.font.size = Pt(16)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.underline, link.font.color.rgb = True, RGBColor(0x0B, 0x4F, 0x8A)


def _style(styles, name: str) -> ParagraphStyle:
    if name in {style.name for style in styles}:
        return styles[name]
    style = styles.add_style(name, PARAGRAPH)
    style.base_style = styles["Normal"]
    return style


def _paragraph_style(style, *, size, after, before=0, bold=False, colour=None) -> ParagraphStyle:
    for inherited in (style.element.find(qn("w:rPr")), style.element.find(qn("w:pPr"))):
        if inherited is not None and style.name != "List Bullet":
            style.element.remove(inherited)
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold or None
    if colour is not None:
        style.font.color.rgb = colour
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.1
    if style.name == "Heading 1":
        style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
    return style


def _number(document) -> None:
    """Headings 1, 2, 3 and clauses 1.1, 1.2, tied to their styles, so that Word numbers them."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="709"/></w:tabs>'
        '<w:ind w:left="709" w:hanging="709"/></w:pPr>'
        "</w:lvl>"
        for level, style, text in ((0, "Heading1", "%1"), (1, "Clause", "%1.%2"))
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{levels}'
        "</w:abstractNum>"
    )
    numbering.insert(list(numbering).index(numbering.find(qn("w:num"))), abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for name, level in (("Heading 1", 0), ("Clause", 1)):
        properties = document.styles[name].element.get_or_add_pPr()
        properties._insert_numPr(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')
        )


def _make_footer(document) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].style = document.styles["Header"]
    paragraph = section.footer.paragraphs[0]
    paragraph.style = document.styles["Footer"]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(text)
        paragraph._p.append(
            parse_xml(
                f'<w:fldSimple {nsdecls("w")} w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
            )
        )
