"""Text as runs of WordprocessingML, from left to right and from right to left (ECMA-376, part 1, 17.3.2)."""

import re
from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape, quoteattr

from guidance.blocks import Run, Runs, plain

# Characters that XML 1.0 has no form for, and marks that would turn round the text that follows them.
FORBIDDEN = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)
SPACES = re.compile(r"\s+")
HEBREW = "\u0590-\u05ff\ufb1d-\ufb4f"
RIGHT_TO_LEFT = f"{HEBREW}\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
# Words from right to left, with the spaces and stops between them.
STRETCH = re.compile(f"([{RIGHT_TO_LEFT}]+(?:[\\s\u200c-\u200f.,'’\\-–]+[{RIGHT_TO_LEFT}]+)*)")
IS_HEBREW = re.compile(f"[{HEBREW}]")

Link = Callable[[str], str]
"""Registers an address and returns the id of its relationship."""


def clean(text: str) -> str:
    """Return ``text`` without characters that a Word file cannot hold, on one line."""
    return SPACES.sub(" ", FORBIDDEN.sub("", text))


def runs_xml(runs: Iterable[Run], link: Link) -> str:
    """Return ``runs``, those with an address as links."""
    parts = []
    for run in runs:
        if run.href:
            text = text_run(run.text, style="Hyperlink", bold=run.bold)
            parts.append(f'<w:hyperlink r:id={quoteattr(link(run.href))} w:history="1">{text}</w:hyperlink>')
        else:
            parts.append(text_run(run.text, bold=run.bold))
    return "".join(parts)


def text_run(text: str, *, style: str = "", bold: bool = False) -> str:
    """Return ``text`` as runs of one look: one, or more where scripts of both directions meet."""
    look = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:b/><w:bCs/>" if bold else "")
    text = clean(text)
    if text.isascii():
        return _run(look, text)
    stretches = enumerate(STRETCH.split(text))
    return "".join(
        _run(look + _from_right(part) if place % 2 else look, part) for place, part in stretches if part
    )


def goes_from_right(runs: Runs) -> bool:
    """Whether ``runs`` are read from right to left: there are such letters, and no others."""
    text = plain(runs)
    if text.isascii() or not STRETCH.search(text):
        return False
    return not any(letter.isalpha() for letter in STRETCH.sub("", text))


def _run(look: str, text: str) -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _from_right(text: str) -> str:
    return "<w:rtl/>" + ('<w:lang w:bidi="he-IL"/>' if IS_HEBREW.match(text) else "")
