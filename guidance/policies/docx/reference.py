"""The parts that every file has from the reference document: styles, numbering, theme, fonts and settings."""

import re
import zipfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from guidance.policies.docx.namespaces import WORD

REFERENCE = Path(__file__).with_name("reference.docx")
PARTS = ("styles", "numbering", "settings", "fontTable", "theme/theme1")
NUMBERED_LIST = "ListNumber"  # the style whose numbering every numbered list starts anew


@cache
def parts() -> dict[str, str]:
    """Return these parts by their names in the package."""
    with zipfile.ZipFile(REFERENCE) as packed:
        return {f"word/{name}.xml": packed.read(f"word/{name}.xml").decode() for name in PARTS}


def numbering(lists: int) -> tuple[str, list[int]]:
    """Return the numbering part with so many more ``lists`` that begin at 1, and their ids."""
    text = parts()["word/numbering.xml"]
    used = [int(number) for number in re.findall(r'<w:num [^>]*w:numId="(\d+)"', text)]
    new = list(range(max(used) + 1, max(used) + 1 + lists))
    kind = f'<w:abstractNumId w:val="{_kind_of_list()}"/>'
    start = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in (0, 1)
    )
    added = "".join(f'<w:num w:numId="{number}">{kind}{start}</w:num>' for number in new)
    return text.replace("</w:numbering>", f"{added}</w:numbering>"), new


@cache
def _kind_of_list() -> str:
    root = ElementTree.fromstring(parts()["word/numbering.xml"])
    name = f"{{{WORD}}}"
    return next(
        kind.attrib[f"{name}abstractNumId"]
        for kind in root.findall(f"{name}abstractNum")
        for style in kind.iter(f"{name}pStyle")
        if style.get(f"{name}val") == NUMBERED_LIST
    )
