"""Bold and links in a line of text, as people write them and as clauses are offered to them.

Only ``**bold**`` and ``[words](address)`` mean anything; all else stands as it was typed. It is less than
Markdown on purpose: nobody who types an underscore or a bracket should see something else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote, urlsplit

from guidance.blocks import Run, Runs

# Every alternative begins with another character and none can match one text in two ways: linear time.
MARKUP = re.compile(
    r"""
    \\ (?P<escaped> [*\[\]|] )
    | (?P<stars> \*\* )
    | (?<!!) \[ (?P<words> (?: [^\[\]\\] | \\. )+ ) \] \( (?P<address> (?: [^\s()] | \( [^\s()]* \) )+ ) \)
    """,
    re.VERBOSE,
)
WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?([/?#]|$)", re.IGNORECASE)
OTHER_ADDRESS = re.compile(r"mailto:[^@]+@[^@]+$|tel:\+?[0-9.-]+$", re.IGNORECASE)
OWN_PATH = re.compile(r"/(?![/\\])")
# What an address may hold as it is (RFC 3986); the rest is written in percent signs.
IN_ADDRESS = "!#$%&'()*+,/:;=?@~"


@dataclass(frozen=True)
class _Piece:
    """A stretch of a line: its runs, or two stars, with whether they may open or close bold text."""

    runs: Runs
    is_stars: bool = False
    may_open: bool = False
    may_close: bool = False


def read_runs(text: str) -> Runs:
    """Return what somebody typed in one line as runs. Whatever is no markup, or half of it, stays text."""
    pieces = list(_pieces(text))
    marks = _pairs(pieces)
    runs: list[Run] = []
    bold = False
    for place, piece in enumerate(pieces):
        if place in marks:
            bold = not bold
        else:
            runs.extend(replace(run, bold=run.bold or bold) for run in piece.runs)
    return merged(tuple(runs))


def write_runs(runs: Runs) -> str:
    """Return ``runs`` as the text that ``read_runs`` reads as the same runs."""
    text = ""
    for bold, group in groupby(merged(runs), key=lambda run: run.bold):
        inner = ""
        for run in group:
            inner += _written(run, before=inner or text)
        text += _in_stars(inner, before=text) if bold else inner
    return text


def merged(runs: Runs) -> Runs:
    """Return ``runs`` with neighbours of one look as one, and without empty ones."""
    looks = groupby((run for run in runs if run.text), key=lambda run: (run.bold, run.href))
    return tuple(Run("".join(run.text for run in group), bold, href) for (bold, href), group in looks)


def safe_address(address: str) -> str:
    """Return ``address`` fit for a link, or nothing: of the web, mail, telephone, or a path of this site."""
    try:
        urlsplit(address)
    except ValueError:
        return ""
    known = WEB_ADDRESS.match(address) or OTHER_ADDRESS.match(address) or OWN_PATH.match(address)
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(address, safe=IN_ADDRESS)) if known else ""


def _pieces(text: str) -> Iterator[_Piece]:
    place = 0
    for match in MARKUP.finditer(text):
        if place < match.start():
            yield _Piece((Run(text[place : match.start()]),))
        place = match.end()
        if match["stars"]:
            before, after = text[max(match.start() - 1, 0) : match.start()], text[place : place + 1]
            yield _Piece((Run("**"),), True, may_open=bool(after.strip()), may_close=bool(before.strip()))
        elif match["escaped"]:
            yield _Piece((Run(match["escaped"]),))
        else:
            yield _Piece(_link(match))
    if place < len(text):
        yield _Piece((Run(text[place:]),))


def _link(match: re.Match[str]) -> Runs:
    href = safe_address(match["address"])
    if not href or not match["words"].strip():
        return (Run(match[0]),)
    return tuple(replace(run, href=href) for run in read_runs(match["words"]))


def _pairs(pieces: list[_Piece]) -> set[int]:
    """The places of stars that open and close bold text: each opening with the next that may close it."""
    marks: set[int] = set()
    opened = -1
    for place, piece in enumerate(pieces):
        if not piece.is_stars:
            continue
        if opened < 0:
            opened = place if piece.may_open else -1
        elif piece.may_close and place > opened + 1:
            marks |= {opened, place}
            opened = -1
    return marks


def _written(run: Run, *, before: str) -> str:
    # Beside these a bracket would be read as text: then the words stand without their link.
    if not run.href or before.endswith(("\\", "!")) or "\\" in run.text:
        return _escaped(run.text)
    words = re.sub(r"(?=[\[\]])", r"\\", _escaped_stars(run.text))
    return f"[{words}]({run.href})"


def _escaped(text: str) -> str:
    """The text with a backslash where ``read_runs`` would see markup: only there, so that it reads well."""
    text = re.sub(r"(?<=\\)[*|\[\]]", r"\\\g<0>", text)
    return re.sub(r"(?<!\\)\](?=\()", r"\\]", _escaped_stars(text))


def _escaped_stars(text: str) -> str:
    """Two stars together are markup, and one at an end may stand beside another."""
    return re.sub(r"(?<!\\)(?:^\*|(?<=\*)\*|\*(?=\*)|\*$)", r"\\\g<0>", text)


def _in_stars(inner: str, *, before: str) -> str:
    """Bold text between stars; spaces at its ends stay outside, or the stars would be read as text."""
    words = inner.strip()
    if not words or "\\" in {before[-1:], words[-1:]}:
        return inner
    start = inner.index(words)
    return f"{inner[:start]}**{words}**{inner[start + len(words) :]}"
