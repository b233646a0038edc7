"""Small documents for Word, and ways to read what was written."""

import io
import re
import subprocess
import zipfile
from datetime import date
from pathlib import Path

from lxml import etree

from guidance.blocks import Block, Picture, Pictures, Run, Runs, Table
from guidance.policies.document import ClauseBlocks, Document, SectionHeading
from guidance.policies.docx.writer import write_docx
from tests.guidance.policies import SITE

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
W = f"{{{NAMESPACES['w']}}}"
# The smallest picture there is: one white dot.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02"
    "fe0def46b80000000049454e44ae426082"
)


def runs(text: str) -> Runs:
    return (Run(text),) if text else ()


def table(head: tuple[str, ...], *rows: tuple[str, ...], title: str = "") -> Table:
    return Table(tuple(map(runs, head)), tuple(tuple(map(runs, row)) for row in rows), title)


def pictures(*names: str) -> Pictures:
    return Pictures(tuple(Picture(name, f"Drawing: {name}", runs(f"I {name}.")) for name in names))


def document(*blocks: Block, **fields) -> Document:
    """A document of one section with one clause of ``blocks``; ``fields`` are those of a document."""
    numbered = fields.pop("numbered", True)
    parts = (SectionHeading("Rules"), ClauseBlocks(blocks, numbered=numbered)) if blocks else ()
    known = {"title": "A policy", "author": "LESAS", "subject": "Subject", "written_on": date(2026, 11, 26)}
    return Document(**{**known, "parts": parts, **fields})


def written(*blocks: Block, **fields) -> bytes:
    return write_docx(document(*blocks, **fields), site_url=SITE)


def read_part(data: bytes, name: str = "word/document.xml"):
    """A part of a file as a tree."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return etree.fromstring(packed.read(name))


def find(root, path: str) -> list:
    return root.xpath(path, namespaces=NAMESPACES)


def value(element, name: str = "val") -> str:
    return element.get(f"{W}{name}")


def text_of(element) -> str:
    return "".join(find(element, ".//w:t/text()"))


def style_of(paragraph) -> str:
    return find(paragraph, "string(w:pPr/w:pStyle/@w:val)")


def sheets(data: bytes, folder: Path) -> list[str]:
    """The words of each page, as LibreOffice lays the file out."""
    (folder / "file.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*command, folder / "file.docx"], check=True, capture_output=True)
    told = subprocess.run(["pdftotext", "-layout", folder / "file.pdf", "-"], check=True, capture_output=True)
    return re.split("\f", told.stdout.decode())[:-1]
