"""Markdown to safe HTML, to its headings, and to blocks. The only importer of the Markdown libraries.

Raw HTML in the source is shown as text; what Markdown renders is cleaned once more, so that no
script, style or unknown address scheme can reach a page whatever an adviser pastes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from guidance.block_reader import read
from guidance.blocks import Block
from guidance.drawings import DRAWINGS
from guidance.shapes import address_links, drawing_faults, shaped
from guidance.tokens import words

TAGS = {
    *("a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "s", "strong"),
    *("div", "table", "tbody", "td", "th", "thead", "tr", "ul", "span", "figure", "figcaption", "img"),
}
ATTRIBUTES = {
    **{"a": {"href", "id", "title", "data-address"}, "ol": {"start"}, "td": {"data-who", "data-column"}},
    **{"h2": {"id"}, "h3": {"id"}, "th": {"scope"}, "div": {"class", "role", "tabindex", "aria-label"}},
    "img": {"src", "width", "height", "alt"},
}
CLASSES = {
    **{"a": {"button"}, "p": {"row-buttons"}, "span": {"leads", "helps"}},
    **{"table": {"matrix", "stack", "to-fill"}, "figure": {"drawing"}, "ol": {"way", "way--small"}},
}
# A link with this title is where its note is named first, and gets an id for the way back.
FIRST_MENTION = "first-mention"
SCHEMES = {"http", "https", "mailto", "tel"}

# Of the web, mail or telephone; a path of this site, which two slashes are not; a place on the page.
# A picture is one of ours; as a link it is none.
ADDRESS = re.compile(r"https?://[^/]|mailto:|tel:|/(?![/\\]|%5c)|#|picture:[\w-]+$", re.IGNORECASE)

_markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
# Named links (page:front_door) and bad ones are still there when links are listed: only there.
_lister = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
# Whatever is made of a text, page or Word file, has only such links; of another only its text stays.
_markdown.validateLink = lambda url: bool(ADDRESS.match(url))  # type: ignore[method-assign]


@dataclass(frozen=True)
class Heading:
    """A heading of a page: its level (2 or 3), the id to link to, and its text."""

    level: int
    id: str
    text: str


@lru_cache(maxsize=1024)
def render(source: str, prefix: str = "", site_url: str = "", *, has_first_steps: bool = False) -> SafeString:
    """Return safe HTML for Markdown ``source``; headings carry ids, table heads a scope (WCAG 1.3.1).

    Where a page is made of several texts, each has its own ``prefix``, so that no id is there twice.
    With ``site_url`` each link also carries where it leads, for paper. With ``has_first_steps`` the steps
    that the text begins with stand in a box.
    """
    tokens = shaped(_parse(source, prefix), has_first_steps=has_first_steps)
    if site_url:
        address_links(tokens, site_url)
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        attribute_filter=_only_our_pictures,
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
    return mark_safe(clean)


def _only_our_pictures(tag: str, name: str, value: str) -> str | None:
    is_ours = (tag, name) != ("img", "src") or value in {drawing.address for drawing in DRAWINGS.values()}
    return value if is_ours else None


def marked(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    """Return texts in a row, those that are hits as ``<mark>``; markup in them is shown as text."""
    return mark_safe(
        "".join(f"<mark>{escape(text)}</mark>" if is_hit else escape(text) for text, is_hit in pieces)
    )


@lru_cache(maxsize=1024)
def headings(source: str, prefix: str = "") -> tuple[Heading, ...]:
    """Return the headings of levels 2 and 3 in ``source``, in order, with the ids that ``render`` gives."""
    tokens = _parse(source, prefix)
    return tuple(
        Heading(level=int(token.tag[1]), id=str(token.attrGet("id")), text=words(tokens[index + 1]))
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag in {"h2", "h3"}
    )


@dataclass(frozen=True)
class Section:
    """A stretch of a page under one heading: the heading (None before the first) and the words below it."""

    heading: Heading | None
    text: str


@lru_cache(maxsize=1024)
def sections(source: str) -> tuple[Section, ...]:
    """Return ``source`` cut at its headings of levels 2 and 3, each stretch as plain words."""
    names: list[Heading | None] = [None]
    texts: list[list[str]] = [[]]
    remaining, in_heading = iter(headings(source)), False
    for token in _parse(source):
        if token.type == "heading_open" and token.tag in {"h2", "h3"}:
            names.append(next(remaining))
            texts.append([])
            in_heading = True
        elif token.type == "inline" and not in_heading:
            texts[-1].append(words(token))
        elif token.type == "heading_close":
            in_heading = False
    return tuple(Section(name, "\n".join(lines)) for name, lines in zip(names, texts, strict=True))


@lru_cache(maxsize=1024)
def plain(source: str) -> str:
    """Return the words of Markdown ``source`` without any markup, one block a line."""
    return "\n".join(words(token) for token in _parse(source) if token.type == "inline")


@lru_cache(maxsize=4096)
def links(source: str) -> tuple[str, ...]:
    """Return where the links of ``source`` lead, each once, in order."""
    if not any(sign in source for sign in ("](", "]:", "<http")):
        return ()  # most texts have none, and need not be parsed
    children = (child for token in _lister.parse(source) for child in token.children or [])
    hrefs = (str(child.attrGet("href")) for child in children if child.type == "link_open")
    return tuple(dict.fromkeys(hrefs))


def faults(source: str) -> tuple[str, ...]:
    """Return a sentence for each picture in ``source`` that a page could not show."""
    return tuple(drawing_faults(_markdown.parse(source))) if "![" in source else ()


@lru_cache(maxsize=4096)
def blocks(source: str) -> tuple[Block, ...]:
    """Return ``source`` as blocks. Raises UnknownMarkupError for what they have no form for."""
    return read(_markdown.parse(source))


def _parse(source: str, prefix: str = "") -> list[Token]:
    tokens = _markdown.parse(source)
    used: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            name = slugify(words(tokens[index + 1])) or "section"
            token.attrSet("id", _unique(prefix + name, used))
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        _name_first_mentions(token.children or [])
    return tokens


def _name_first_mentions(children: list[Token]) -> None:
    """Give each first mention of a note an id, from the note it leads to, in place of its title."""
    for child in children:
        if child.attrGet("title") == FIRST_MENTION:
            child.attrs = {"href": child.attrs["href"], "id": f"from-{str(child.attrs['href']).lstrip('#')}"}


def _unique(wanted: str, used: dict[str, int]) -> str:
    """Return ``wanted``, or it with the first free number; ``used`` has the last number of each name."""
    name, number = wanted, used.get(wanted, 1)
    while name in used:
        number += 1
        name = f"{wanted}-{number}"
    used[name], used[wanted] = 1, number
    return name


def english_names(html: SafeString) -> SafeString:
    """Return rendered ``html`` with its links, which name what is English, marked as that (WCAG 3.1.2)."""
    # What was cleaned has "<" in tags alone: in texts it is escaped.
    return mark_safe(html.replace("<a ", '<a lang="en-GB" dir="ltr" '))
