"""What a text becomes on a page beside Markdown's own: a drawing with its words, a button, boxes, tables.

It works on the tokens of Markdown that ``markup`` hands over, where the Markdown library stays.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import takewhile

from guidance import paper
from guidance.callouts import with_first_steps, with_prohibitions
from guidance.drawings import DRAWINGS, PICTURE, Drawing, named
from guidance.tables import with_tables
from guidance.tokens import Token, html, words

BUTTON = ["strong_open", "link_open", "link_close", "strong_close"]


def shaped(tokens: Sequence[Token], *, has_first_steps: bool = False) -> list[Token]:
    """Return the tokens of a page with drawings, boxes, tables and buttons in their shape.

    ``has_first_steps`` frames the steps that the text begins with. A picture that is not one of ours, or
    stands inside a sentence, is left out.
    """
    shown = list(_with_drawings(tokens))
    for token in shown:
        if token.children:
            token.children = [child for child in token.children if child.type != "image"]
    _mark_buttons(shown)
    framed = with_first_steps(shown) if has_first_steps else shown
    return with_tables(with_prohibitions(framed))


def drawing_faults(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield a sentence for each picture in ``tokens`` that a page could not show."""
    for token in tokens:
        for place, child in enumerate(token.children or []):
            if child.type == "image":
                yield from _faults(child, is_first=place == 0 and token.level == 1)


def _faults(image: Token, *, is_first: bool) -> Iterator[str]:
    source = str(image.attrGet("src") or "")
    if named(source) is None:
        known = ", ".join(f"{PICTURE}{name}" for name in DRAWINGS)
        yield f"{source} is no drawing of this site, and texts show no others. There are: {known}."
    elif not image.content.strip():
        yield f"Say what the drawing shows, for readers who cannot see it: ![your words]({source})."
    elif not is_first:
        yield f"The drawing {source} must be the first thing in a paragraph of its own."


def _with_drawings(tokens: Sequence[Token]) -> Iterator[Token]:
    """Make a figure of each paragraph that begins with one of our drawings; what follows is its caption."""
    end = ""
    for token, after in zip(tokens, [*tokens[1:], None], strict=False):
        if token.type == "paragraph_open" and (image := _image(token, after)):
            has_words = bool(words(after).strip())
            end = "</figcaption></figure>\n" if has_words else "</figure>\n"
            yield html(token, f'<figure class="drawing">{image}{"<figcaption>" if has_words else ""}')
        elif token.type == "paragraph_close" and end:
            yield html(token, end)
            end = ""
        else:
            yield token


def _image(paragraph: Token, inline: Token) -> str:
    """The picture that a paragraph of the page itself, not of a list or quotation, begins with."""
    first = inline.children[0] if inline.children and paragraph.level == 0 else None
    drawing = named(str(first.attrGet("src"))) if first and first.type == "image" else None
    return _img(drawing, first.content) if first and drawing else ""


def _img(drawing: Drawing, alt: str) -> str:
    size = f'width="{drawing.width}" height="{drawing.height}"'
    return f'<img src="{escape(drawing.address)}" {size} alt="{escape(alt)}">'


def _mark_buttons(tokens: Sequence[Token]) -> None:
    """Make a button of a paragraph that is one bold link: the thing to do next."""
    for before, token in zip(tokens, tokens[1:], strict=False):
        # The library puts an empty text before and behind what is bold.
        children = [child for child in token.children or [] if child.type != "text" or child.content]
        kinds = [child.type for child in children if child.type not in {"text", "softbreak"}]
        is_button = kinds == BUTTON == [child.type for child in (*children[:2], *children[-2:])]
        if before.type == "paragraph_open" and before.level == 0 and is_button:
            before.attrSet("class", "row-buttons")
            token.children = children[1:-1]
            token.children[0].attrSet("class", "button")


def address_links(tokens: Sequence[Token], site_url: str) -> None:
    """Give each link the address that a sheet shows, unless its own words say it."""
    for token in tokens:
        children = token.children or []
        for index, child in enumerate(children):
            address = paper.address(str(child.attrGet("href") or ""), site_url)
            inside = takewhile(lambda one: one.type != "link_close", children[index:])
            if address and address not in "".join(word.content for word in inside):
                child.attrSet("data-address", address)
