"""What the reference document says: its parts, the looks of its styles, and its numberings."""

import io
import re
import zipfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from guidance.policies.docx.namespaces import WORD

REFERENCE = Path(__file__).with_name("reference.docx")
PARTS = ("styles", "numbering", "settings", "fontTable", "theme/theme1")
W = f"{{{WORD}}}"
NUMBERED_LIST = "ListNumber"  # the style whose numbering every numbered list starts anew


@dataclass(frozen=True)
class Look:
    """What a paragraph style comes to: size in points, the rest in twentieths of a point."""

    size: float = 10
    bold: bool = False
    before: int = 0
    after: int = 0
    line: int = 240
    exact: bool = False
    left: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False


@cache
def parts() -> dict[str, str]:
    """Return the parts that every file has from the reference document, by their names in the package."""
    with zipfile.ZipFile(io.BytesIO(REFERENCE.read_bytes())) as packed:
        return {f"word/{name}.xml": packed.read(f"word/{name}.xml").decode() for name in PARTS}


def numbering(restarts: int) -> tuple[str, list[int]]:
    """Return the numbering part with so many more lists that begin at 1, and their ids."""
    text = parts()["word/numbering.xml"]
    ids = [int(number) for number in re.findall(r'<w:num [^>]*w:numId="(\d+)"', text)]
    new = list(range(max(ids) + 1, max(ids) + 1 + restarts))
    start = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in (0, 1)
    )
    kind = f'<w:abstractNumId w:val="{_abstract(NUMBERED_LIST)}"/>'
    added = "".join(f'<w:num w:numId="{number}">{kind}{start}</w:num>' for number in new)
    return text.replace("</w:numbering>", f"{added}</w:numbering>"), new


@cache
def looks() -> dict[str, Look]:
    """Return the look of every paragraph style, with all that it takes from the styles it is based on."""
    root = ElementTree.fromstring(parts()["word/styles.xml"])
    defaults = _look(Look(), root.find(f"{W}docDefaults/{W}rPrDefault"), {})
    defaults = _look(defaults, root.find(f"{W}docDefaults/{W}pPrDefault"), {})
    styles = {_value(style, "styleId"): style for style in root.findall(f"{W}style")}
    indents = _indents()

    def look(name: str) -> Look:
        style = styles[name]
        base = style.find(f"{W}basedOn")
        return _look(look(_value(base, "val")) if base is not None else defaults, style, indents)

    return {name: look(name) for name, style in styles.items() if _value(style, "type") == "paragraph"}


def _look(base: Look, style: ElementTree.Element | None, indents: dict[tuple[str, str], int]) -> Look:
    if style is None:
        return base
    found = base
    for flag, name in (
        ("bold", "rPr/w:b"),
        ("keep_next", "pPr/w:keepNext"),
        ("keep_lines", "pPr/w:keepLines"),
    ):
        if style.find(f"w:{name}", {"w": WORD}) is not None:
            found = replace(found, **{flag: True})
    if style.find(f"{W}pPr/{W}pageBreakBefore") is not None:
        found = replace(found, page_break=True)
    size = style.find(f"{W}rPr/{W}sz")
    if size is not None:
        found = replace(found, size=int(_value(size, "val")) / 2)
    number = style.find(f"{W}pPr/{W}numPr")
    if number is not None:
        place = (_value(number[1], "val"), _value(number[0], "val"))
        found = replace(found, left=indents.get(place, 0))
    indent, spacing = style.find(f"{W}pPr/{W}ind"), style.find(f"{W}pPr/{W}spacing")
    if indent is not None:
        found = replace(found, left=int(indent.get(f"{W}left", found.left)))
    return found if spacing is None else _spaced(found, spacing)


def _spaced(look: Look, spacing: ElementTree.Element) -> Look:
    return replace(
        look,
        before=int(spacing.get(f"{W}before", look.before)),
        after=int(spacing.get(f"{W}after", look.after)),
        line=int(spacing.get(f"{W}line", look.line)),
        exact=spacing.get(f"{W}lineRule", "exact" if look.exact else "auto") == "exact",
    )


def _indents() -> dict[tuple[str, str], int]:
    """How far the text of each level of each numbering is from the margin."""
    root = ElementTree.fromstring(parts()["word/numbering.xml"])
    levels = {
        (_value(kind, "abstractNumId"), _value(level, "ilvl")): int(indent.get(f"{W}left", 0))
        for kind in root.findall(f"{W}abstractNum")
        for level in kind.findall(f"{W}lvl")
        if (indent := level.find(f"{W}pPr/{W}ind")) is not None
    }
    numbers = {
        _value(number, "numId"): _value(number.find(f"{W}abstractNumId"), "val")
        for number in root.findall(f"{W}num")
    }
    return {
        (number, level): left
        for number, kind in numbers.items()
        for (other, level), left in levels.items()
        if other == kind
    }


def _abstract(style: str) -> str:
    root = ElementTree.fromstring(parts()["word/numbering.xml"])
    return next(
        _value(kind, "abstractNumId")
        for kind in root.findall(f"{W}abstractNum")
        for name in kind.iter(f"{W}pStyle")
        if _value(name, "val") == style
    )


def _value(element: ElementTree.Element | None, name: str) -> str:
    return "" if element is None else element.get(f"{W}{name}", "")
