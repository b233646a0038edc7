"""The file itself: a zip of parts, the same bytes for the same parts (ECMA-376, part 2)."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from xml.sax.saxutils import escape

from guidance.policies.document import Document
from guidance.policies.docx.namespaces import OFFICE, PACKAGE, XML_HEAD
from guidance.policies.docx.runs import clean

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file can hold
KIND = "application/vnd.openxmlformats-officedocument."
WORD_KIND = f"{KIND}wordprocessingml."
CONTENT_TYPES = {
    "word/document.xml": f"{WORD_KIND}document.main+xml",
    "word/styles.xml": f"{WORD_KIND}styles+xml",
    "word/numbering.xml": f"{WORD_KIND}numbering+xml",
    "word/settings.xml": f"{WORD_KIND}settings+xml",
    "word/fontTable.xml": f"{WORD_KIND}fontTable+xml",
    "word/theme/theme1.xml": f"{KIND}theme+xml",
    "word/header1.xml": f"{WORD_KIND}header+xml",
    "word/header2.xml": f"{WORD_KIND}header+xml",
    "word/footer1.xml": f"{WORD_KIND}footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": f"{KIND}extended-properties+xml",
}
# The parts that the document refers to, by the ids of their relationships.
FIXED = {
    "styles": ("styles", "styles.xml"),
    "numbering": ("numbering", "numbering.xml"),
    "settings": ("settings", "settings.xml"),
    "fontTable": ("fontTable", "fontTable.xml"),
    "theme": ("theme", "theme/theme1.xml"),
    "header": ("header", "header1.xml"),
    "headerFirst": ("header", "header2.xml"),
    "footer": ("footer", "footer1.xml"),
}
# The name of a program is nobody's: a file says what is true of it, or nothing.
PROGRAM = f'{XML_HEAD}<Properties xmlns="{OFFICE}/extended-properties"/>'


def pack(document: Document, parts: Mapping[str, str], pictures: Mapping[str, bytes]) -> bytes:
    """Return a file of ``parts``, by their names, with ``pictures`` and with what it says of itself."""
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relationships(),
        **parts,
        "docProps/core.xml": _properties(document),
        "docProps/app.xml": PROGRAM,
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, text in texts.items():
            packed.writestr(zipfile.ZipInfo(name, EPOCH), text, zipfile.ZIP_DEFLATED)
        for name, data in pictures.items():
            packed.writestr(zipfile.ZipInfo(f"word/media/{name}.png", EPOCH), data, zipfile.ZIP_STORED)
    return held.getvalue()


def _content_types() -> str:
    relationships = "application/vnd.openxmlformats-package.relationships+xml"
    defaults = {"png": "image/png", "rels": relationships, "xml": "application/xml"}
    rows = [f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in defaults.items()]
    rows += [f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in CONTENT_TYPES.items()]
    return f'{XML_HEAD}<Types xmlns="{PACKAGE}/content-types">{"".join(rows)}</Types>'


def _package_relationships() -> str:
    kinds = {
        "word/document.xml": f"{OFFICE}/relationships/officeDocument",
        "docProps/core.xml": f"{PACKAGE}/relationships/metadata/core-properties",
        "docProps/app.xml": f"{OFFICE}/relationships/extended-properties",
    }
    rows = "".join(
        f'<Relationship Id="part{number}" Type="{kind}" Target="{name}"/>'
        for number, (name, kind) in enumerate(kinds.items(), start=1)
    )
    return f'{XML_HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _properties(document: Document) -> str:
    title = f"{document.title}: {document.subtitle}" if document.subtitle else document.title
    author = _short(document.author)
    made = _moment(document.made_on or document.written_on)
    return (
        f'{XML_HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_short(title)}</dc:title><dc:subject>{_short(document.subject)}</dc:subject>"
        f"<dc:creator>{author}</dc:creator><cp:keywords>{_short(document.keywords)}</cp:keywords>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified>'
        f"<dc:language>{document.language}</dc:language></cp:coreProperties>"
    )


def _short(text: str) -> str:
    """As long as the properties of a file may be."""
    return escape(clean(text)[:255])


def _moment(day: date) -> str:
    """Noon, which is the same day wherever the file is opened."""
    return f"{day.isoformat()}T12:00:00Z"
