"""A document in, a Word file out: the same bytes every time for the same document."""

from guidance.policies.document import Document
from guidance.policies.docx import reference
from guidance.policies.docx.contents import contents_xml
from guidance.policies.docx.flow import (
    ColumnsItem,
    ContentsItem,
    Item,
    PictureItem,
    TableItem,
    TextLine,
    items,
)
from guidance.policies.docx.header_footer import first_header_xml, footer_xml, header_xml
from guidance.policies.docx.namespaces import NAMESPACES, XML_HEAD
from guidance.policies.docx.package import FIXED, pack
from guidance.policies.docx.page_count import Counted, count_pages
from guidance.policies.docx.page_setup import PageSetup, page_of, section_xml
from guidance.policies.docx.paragraphs import logo_line, paragraph, text_line
from guidance.policies.docx.pictures import pictures_xml
from guidance.policies.docx.relationships import Relationships
from guidance.policies.docx.tables import table_xml

# A document ends in a paragraph: after a table it is too low to need another page.
LOWEST = '<w:spacing w:line="20" w:lineRule="exact"/>'
END = paragraph("Spacer", "", LOWEST)
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_docx(document: Document, *, site_url: str) -> bytes:
    """Return ``document`` as the bytes of a .docx file; links inside the site become full addresses.

    Raises MissingPictureError for a picture whose drawing is not in the repository.
    """
    flow, page, found = items(document), page_of(document), Relationships(site_url)
    counted = count_pages(flow, page) if document.page_numbers else Counted(flow, {})
    restarts = max((item.list_number for item in flow if isinstance(item, TextLine)), default=0)
    numbering, lists = reference.numbering(restarts)
    parts = {
        "word/document.xml": _body(counted, page, dict(enumerate(lists, start=1)), found),
        "word/_rels/document.xml.rels": found.xml(FIXED),
        **reference.parts(),
        "word/numbering.xml": numbering,
        "word/header1.xml": header_xml(document),
        "word/header2.xml": header_xml(document) if document.head_on_first else first_header_xml(),
        "word/footer1.xml": footer_xml(document),
    }
    return pack(document, parts, found.pictures)


def _body(counted: Counted, page: PageSetup, lists: dict[int, int], parts: Relationships) -> str:
    """The part with the text; ``parts`` gathers what it refers to."""
    columns = 2 if any(isinstance(item, ColumnsItem) for item in counted.items) else 1
    written = [_item(item, page, counted.pages, lists, parts) for item in counted.items]
    if counted.items and isinstance(counted.items[-1], TableItem | PictureItem):
        written.append(END)
    body = f"<w:body>{''.join(written)}{section_xml(page, columns, goes_on=columns > 1)}</w:body>"
    return f"{XML_HEAD}<w:document {NAMESPACES}>{body}</w:document>"


def _item(
    item: Item, page: PageSetup, pages: dict[int, int], lists: dict[int, int], parts: Relationships
) -> str:
    if isinstance(item, TextLine):
        return text_line(item, parts, lists)
    if isinstance(item, TableItem):
        return table_xml(item.table, page.text_width, parts)
    if isinstance(item, PictureItem):
        return pictures_xml(item.pictures, page.text_width, parts)
    if isinstance(item, ContentsItem):
        return contents_xml(item, pages)
    if isinstance(item, ColumnsItem):
        return paragraph("Spacer", "", f"{LOWEST}{section_xml(page)}")
    return logo_line(item, parts)
