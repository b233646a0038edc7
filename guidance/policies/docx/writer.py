"""A document in, a Word file out: the same bytes every time for the same document."""

import io
import zipfile
from datetime import datetime, time
from functools import cache
from pathlib import Path

from docx import Document as open_document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from guidance.policies.document import Document
from guidance.policies.docx.xml import body_xml, clean

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REFERENCE = Path(__file__).with_name("reference.docx")
DECIMAL = 7  # the numbering 1., 2., 3. of the reference document, which every numbered list starts anew
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file can hold


def write_docx(document: Document, *, site_url: str) -> bytes:
    """Return ``document`` as the bytes of a .docx file; links inside the site become full addresses."""
    word = open_document(io.BytesIO(_reference()))

    def link(href: str) -> str:
        address = f"{site_url}{href}" if href.startswith("/") else href
        return word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def new_list() -> int:
        number = word.part.numbering_part.element.add_num(DECIMAL)
        number.add_lvlOverride(0).add_startOverride(1)
        return number.numId

    new = parse_xml(f"<w:body {nsdecls('w', 'r')}>{body_xml(document, link, new_list)}</w:body>")
    *samples, page = word.element.body  # the page's set-up, which Word wants at the end
    for element in samples:
        word.element.body.remove(element)
    for element in list(new):
        # Not insert(): lxml would walk all that is there already for every element.
        page.addprevious(element)
    word.sections[0].header.paragraphs[0].text = clean(document.subtitle or document.header_left)
    _describe(word.core_properties, document)
    held = io.BytesIO()
    word.save(held)
    return _undated(held.getvalue())


@cache
def _reference() -> bytes:
    """The file whose page, header, footer, styles and numbering every file has; its text is samples."""
    return REFERENCE.read_bytes()


def _describe(properties, document: Document) -> None:
    title = f"{document.title}: {document.subtitle}" if document.subtitle else document.title
    written = datetime.combine(document.made_on or document.written_on, time(12))
    properties.title = clean(title)[:255]
    properties.author = properties.last_modified_by = clean(document.author)[:255]
    properties.subject, properties.keywords = document.subject, document.keywords
    properties.language, properties.comments, properties.revision = "en-GB", "", 1
    properties.created = properties.modified = written


def _undated(data: bytes) -> bytes:
    """The zip file again, without the time at which each part was packed."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return held.getvalue()
