"""Typed apostrophes as print has them."""

import re

# Code, addresses and targets of links are passed over whole. What fills a placeholder ends as a word does.
TYPED = re.compile(r"`[^`]*`|https?://\S+|\]\([^)]*\)|(?<=[^\W\d_]|\})'(?=[^\W\d_])|(?<=s|\})'(?=\s|$)")


def printed(text: str) -> str:
    """Return ``text`` with printed apostrophes in its words; single quotation marks stay as they are."""
    return TYPED.sub(lambda found: "’" if found[0] == "'" else found[0], text)
