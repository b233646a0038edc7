"""Tokens of Markdown, as ``markup`` hands them over: their words, and a piece of HTML in their place."""

from dataclasses import replace
from typing import Any

Token = Any  # of markdown-it, which only ``markup`` knows


def words(token: Token) -> str:
    """Return the words of an inline token, without markup and pictures."""
    parts = {"softbreak": " ", "hardbreak": " "}
    return "".join(
        child.content or parts.get(child.type, "") for child in token.children or [] if child.type != "image"
    )


def html(token: Token, text: str) -> Token:
    """A piece of HTML of ours in the place of ``token``."""
    return replace(token, type="html_block", tag="", nesting=0, attrs={}, children=None, content=text)
