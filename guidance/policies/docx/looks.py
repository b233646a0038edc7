"""What each paragraph style comes to, read from the reference document, so that pages can be counted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from xml.etree import ElementTree

from guidance.policies.docx.namespaces import WORD
from guidance.policies.docx.reference import parts

W = f"{{{WORD}}}"
SWITCHES = {
    "bold": "rPr/w:b",
    "keep_next": "pPr/w:keepNext",
    "keep_lines": "pPr/w:keepLines",
    "page_break": "pPr/w:pageBreakBefore",
    "tight": "pPr/w:contextualSpacing",
}
LENGTHS = ("before", "after", "line")


@dataclass(frozen=True)
class Look:
    """Size in points; lengths in twentieths of a point; ``line`` in 240ths of a line unless it is exact."""

    size: float = 10
    before: int = 0
    after: int = 0
    line: int = 240
    exact: bool = False
    left: int = 0
    bold: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    tight: bool = False


@cache
def looks() -> Mapping[str, Look]:
    """Return the look of every paragraph style by its id, with what it has from those it is based on."""
    root = ElementTree.fromstring(parts()["word/styles.xml"])
    defaults, indents = Look(), _indents()
    for part in root.findall(f"{W}docDefaults/*"):
        defaults = _changed(defaults, part, indents)
    found: dict[str, Look] = {}
    for style in root.findall(f"{W}style"):  # a style stands after those it is based on
        base = style.find(f"{W}basedOn")
        start = defaults if base is None else found.get(_value(base), defaults)
        found[style.attrib[f"{W}styleId"]] = _changed(start, style, indents)
    return found


def _changed(look: Look, style: ElementTree.Element, indents: Mapping[tuple[str, str], int]) -> Look:
    """``look`` with what ``style`` says."""
    changes: dict[str, Any] = {}
    for name, path in SWITCHES.items():
        switch = _find(style, path)
        if switch is not None:
            changes[name] = _value(switch) != "0"
    size, number = _find(style, "rPr/w:sz"), _find(style, "pPr/w:numPr")
    indent, spacing = _find(style, "pPr/w:ind"), _find(style, "pPr/w:spacing")
    if size is not None:
        changes["size"] = int(_value(size)) / 2
    if number is not None:
        changes["left"] = indents.get((_value(number[1]), _value(number[0])), 0)
    if indent is not None:
        changes["left"] = int(indent.get(f"{W}left", 0))
    if spacing is not None:
        lengths = {name: spacing.get(f"{W}{name}") for name in LENGTHS}
        changes |= {name: int(length) for name, length in lengths.items() if length is not None}
        if f"{W}line" in spacing.attrib:
            changes["exact"] = spacing.get(f"{W}lineRule") == "exact"
    return replace(look, **changes)


def _indents() -> dict[tuple[str, str], int]:
    """How far from the margin the text of each level of each numbering is."""
    root = ElementTree.fromstring(parts()["word/numbering.xml"])
    kinds = {kind.attrib[f"{W}abstractNumId"]: kind for kind in root.findall(f"{W}abstractNum")}
    found = {}
    for number in root.findall(f"{W}num"):
        for level in kinds[_value(number[0])].findall(f"{W}lvl"):
            indent = _find(level, "pPr/w:ind")
            place = (number.attrib[f"{W}numId"], level.attrib[f"{W}ilvl"])
            found[place] = 0 if indent is None else int(indent.get(f"{W}left", 0))
    return found


def _find(element: ElementTree.Element, path: str) -> ElementTree.Element | None:
    return element.find(f"w:{path}", {"w": WORD})


def _value(element: ElementTree.Element) -> str:
    return element.get(f"{W}val", "")
