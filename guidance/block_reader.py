"""The tokens of Markdown, read as blocks. They come from ``markup``, where the Markdown library stays."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from guidance.blocks import Block, Bullets, Paragraph, Picture, Pictures, Run, Runs, SubHeading, Table, plain
from guidance.drawings import PICTURE

Token = Any  # of markdown-it, which only ``markup`` knows
TITLE_MARK = "Table: "

LISTS = {"bullet_list_close": "bullets", "ordered_list_close": "numbers"}
KNOWN = {
    *("inline", "bullet_list_open", "ordered_list_open", *LISTS),
    *(f"{name}_{end}" for end in ("open", "close") for name in ("paragraph", "list_item", "heading")),
    *(f"{name}_{end}" for end in ("open", "close") for name in ("table", "thead", "tbody", "tr", "th", "td")),
}


class UnknownMarkupError(ValueError):
    """Markdown that blocks have no form for."""


def read(tokens: Iterable[Token]) -> tuple[Block, ...]:
    """Return the blocks that ``tokens`` of Markdown stand for.

    Raises UnknownMarkupError for anything else, so that a page and a Word file show the same.
    """
    found: list[Block] = []
    rows: list[list[Runs]] = []
    for token in tokens:
        _refuse_unknown(token)
        if token.type == "heading_open":
            found.append(SubHeading(()))
        elif token.type == "inline" and token.level == 1:
            _add_text(found, token)
        elif token.type == "inline":
            rows[-1].append(_runs(token.children or []))
        elif token.type in {"list_item_open", "tr_open"}:
            rows.append([])
        elif token.type in LISTS:
            found.append(Bullets(tuple(sum(row, ()) for row in rows), LISTS[token.type]))
            rows = []
        elif token.type == "table_close":
            title = _taken_title(found)
            found.append(Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]), title))
            rows = []
    return tuple(found)


def _refuse_unknown(token: Token) -> None:
    """No list in another or with another start than 1, and sub-headings of one level only."""
    is_odd_list = token.type.endswith("list_open") and (token.level or token.attrGet("start") is not None)
    is_odd_heading = token.type == "heading_open" and token.markup != "###"
    if token.type not in KNOWN or is_odd_list or is_odd_heading:
        raise UnknownMarkupError(token.markup or token.type)


def _add_text(found: list[Block], token: Token) -> None:
    """A sub-heading's words, a paragraph, or pictures, which join those before them."""
    children = token.children or []
    if found and found[-1] == SubHeading(()):
        found[-1] = SubHeading(_runs(children))
    elif children and children[0].type == "image":
        pictures = _pictures(children)
        if found and isinstance(found[-1], Pictures):
            found[-1] = replace(found[-1], items=(*found[-1].items, *pictures))
        else:
            found.append(Pictures(pictures))
    else:
        found.append(Paragraph(_runs(children)))


def _pictures(children: list[Token]) -> tuple[Picture, ...]:
    starts = [place for place, child in enumerate(children) if child.type == "image"]
    pictures = []
    for start, end in zip(starts, [*starts[1:], len(children)], strict=True):
        image = children[start]
        source = str(image.attrGet("src") or "")
        caption = _runs(children[start + 1 : end])
        if not source.startswith(PICTURE):
            raise UnknownMarkupError(source)
        pictures.append(Picture(source.removeprefix(PICTURE), image.content, _stripped(caption)))
    return tuple(pictures)


def _stripped(runs: Runs) -> Runs:
    """The runs without the space between a picture and its sentence, or at the end."""
    if not runs:
        return runs
    runs = (replace(runs[0], text=runs[0].text.lstrip()), *runs[1:])
    return tuple(run for run in (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip())) if run.text)


def _taken_title(found: list[Block]) -> str:
    """The title of a table stands in the paragraph before it, which it takes away."""
    before = found[-1] if found else None
    if isinstance(before, Paragraph) and plain(before.runs).startswith(TITLE_MARK):
        found.pop()
        return plain(before.runs).removeprefix(TITLE_MARK)
    return ""


def _runs(children: Iterable[Token]) -> Runs:
    runs, bold, href = [], False, ""
    for token in children:
        if token.type in {"strong_open", "strong_close"}:
            bold = token.type == "strong_open"
        elif token.type in {"link_open", "link_close"}:
            href = str(token.attrGet("href") or "")
            href = "" if href.startswith(PICTURE) else href
        elif token.type in {"text", "softbreak"}:
            runs.append(Run(" " if token.type == "softbreak" else token.content, bold, href))
        else:
            raise UnknownMarkupError(token.markup or token.type)
    return tuple(run for run in runs if run.text)
