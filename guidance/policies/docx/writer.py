"""A document in, a Word file out: the same bytes every time for the same document."""

from guidance.policies.document import Document
from guidance.policies.docx import reference
from guidance.policies.docx.contents import contents_xml
from guidance.policies.docx.flow import ContentsItem, Item, LogoLine, PictureItem, TableItem, TextLine, items
from guidance.policies.docx.header_footer import first_header_xml, footer_xml, header_xml
from guidance.policies.docx.namespaces import NAMESPACES, XML_HEAD
from guidance.policies.docx.package import FIXED, pack
from guidance.policies.docx.page_count import Counted, count_pages
from guidance.policies.docx.page_setup import page_of, section_xml
from guidance.policies.docx.paragraphs import logo_line, paragraph, text_line
from guidance.policies.docx.pictures import pictures_xml
from guidance.policies.docx.relationships import Relationships
from guidance.policies.docx.tables import table_xml

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_docx(document: Document, *, site_url: str) -> bytes:
    """Return ``document`` as the bytes of a .docx file; links inside the site become full addresses.

    Raises MissingPictureError for a picture whose drawing is not in the repository.
    """
    flow = items(document)
    page = page_of(document)
    counted = count_pages(flow, page) if document.page_numbers else Counted(flow, {})
    found = Relationships(site_url)
    restarts = max((item.list_number for item in flow if isinstance(item, TextLine)), default=0)
    numbering, lists = reference.numbering(restarts)
    ids = dict(enumerate(lists, start=1))
    body = "".join(_item(item, page.text_width, counted.pages, ids, found) for item in counted.items)
    if flow and isinstance(flow[-1], TableItem | PictureItem):
        body += paragraph("Spacer", "")  # a document ends in a paragraph
    body = f"<w:body>{body}{section_xml(page)}</w:body>"
    parts = {
        "word/document.xml": f"{XML_HEAD}<w:document {NAMESPACES}>{body}</w:document>",
        "word/_rels/document.xml.rels": found.xml(FIXED),
        **reference.parts(),
        "word/numbering.xml": numbering,
        "word/header1.xml": header_xml(document),
        "word/header2.xml": first_header_xml(),
        "word/footer1.xml": footer_xml(document),
    }
    return pack(document, parts, found.pictures)


def _item(item: Item, room: int, pages: dict[int, int], lists: dict[int, int], parts: Relationships) -> str:
    if isinstance(item, TextLine):
        return text_line(item, parts, lists)
    if isinstance(item, TableItem):
        return table_xml(item.table, room, parts)
    if isinstance(item, PictureItem):
        return pictures_xml(item.pictures, room, parts)
    if isinstance(item, ContentsItem):
        return contents_xml(item, pages)
    assert isinstance(item, LogoLine)
    return logo_line(item, parts)
