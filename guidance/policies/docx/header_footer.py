"""What stands at the head and the foot of pages."""

from guidance.blocks import Run
from guidance.policies.document import Document
from guidance.policies.docx.arial import width_of
from guidance.policies.docx.looks import looks
from guidance.policies.docx.namespaces import NAMESPACES, XML_HEAD
from guidance.policies.docx.page_setup import UPRIGHT, PageSetup, page_of
from guidance.policies.docx.runs import clean, text_run

BETWEEN = 240  # the least room between what stands left and what stands right
TAB = "<w:r><w:tab/></w:r>"


def header_xml(document: Document) -> str:
    """Return the head of every page but the first: with it a loose sheet can be told."""
    right = clean(document.header_right)
    lines = _lines("Header", document.header_left, right, text_run(right), page_of(document))
    return f"{XML_HEAD}<w:hdr {NAMESPACES}>{lines}</w:hdr>"


def first_header_xml() -> str:
    """Return the head of the first page, which has the title: an empty line without the rule."""
    look = '<w:pStyle w:val="Header"/><w:pBdr><w:bottom w:val="nil"/></w:pBdr>'
    return f"{XML_HEAD}<w:hdr {NAMESPACES}><w:p><w:pPr>{look}</w:pPr></w:p></w:hdr>"


def footer_xml(document: Document) -> str:
    """Return the foot of every page: the numbers to ring, and which page of how many this is."""
    right = f"{text_run('Page ')}{_field('PAGE')}{text_run(' of ')}{_field('NUMPAGES')}"
    lines = _lines("Footer", document.footer, "Page 10 of 10", right, page_of(document))
    return f"{XML_HEAD}<w:ftr {NAMESPACES}>{lines}</w:ftr>"


def _lines(style: str, left: str, right_text: str, right: str, page: PageSetup) -> str:
    """One line with both sides, or a line for each where they are too wide for one."""
    left = clean(left)
    width = width_of((Run(left + right_text),), looks()[style].size)
    contents = [f"{text_run(left)}{TAB}{right}"]
    if left and right_text and width + BETWEEN > page.text_width:
        contents = [text_run(left), f"{TAB}{right}"]
    look = f'<w:pStyle w:val="{style}"/>{_tabs(page)}'
    return "".join(f"<w:p><w:pPr>{look}</w:pPr>{content}</w:p>" for content in contents)


def _tabs(page: PageSetup) -> str:
    """The stop of the right side, which the styles have for an upright page."""
    if page is UPRIGHT:
        return ""
    old, new = UPRIGHT.text_width, page.text_width
    return f'<w:tabs><w:tab w:val="clear" w:pos="{old}"/><w:tab w:val="right" w:pos="{new}"/></w:tabs>'


def _field(name: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
