"""Boxes of a text: the steps that it begins with, and what not to do.

Both follow from the structure of the Markdown. Steps are the numbered list before the second heading; what
not to do is a quotation that begins with a heading.
"""

from collections.abc import Sequence

from guidance.tokens import Token, html

FIRST = '<div class="first">\n'
TITLE = "<h2>Do this first</h2>\n"
NOT = '<div class="not">\n'
END = "</div>\n"


def with_first_steps(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with their first steps, up to the last of the list and its buttons, in a box.

    The list stands before the first heading, or under it where the text begins with one.
    """
    end = _end_of_steps(tokens)
    if not end:
        return list(tokens)
    for token in tokens[:end]:
        if token.type == "ordered_list_open" and token.level == 0 and not token.attrGet("start"):
            token.attrSet("class", "way way--small")
    has_heading = any(token.type == "heading_open" for token in tokens[:end])
    opening = html(tokens[0], FIRST if has_heading else FIRST + TITLE)
    return [opening, *tokens[:end], html(tokens[0], END), *tokens[end:]]


def _end_of_steps(tokens: Sequence[Token]) -> int:
    """How many tokens the first steps take: 0 where there are none."""
    headings = 0
    end = 0
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0:
            headings += 1
            if end or headings > 1:
                break
        if token.type == "ordered_list_close" and token.level == 0:
            end = index + 1
        elif token.type == "paragraph_open" and token.attrGet("class") and index == end:
            end = index + 3  # a button: where it opens, its words, where it closes
    return end


def with_prohibitions(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with each quotation that begins with a heading as a box of what not to do."""
    shown = list(tokens)
    opened: list[bool] = []
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            opened.append(tokens[index + 1].type == "heading_open")
            if opened[-1]:
                shown[index] = html(token, NOT)
        elif token.type == "blockquote_close" and opened.pop():
            shown[index] = html(token, END)
    return shown
