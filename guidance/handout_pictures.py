"""The picture version of a hand-out: drawings of ours, each with one line, for children who cannot read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from guidance import markup
from guidance.block_reader import UnknownMarkupError
from guidance.blocks import Block, Picture, Pictures, plain

DRAWINGS = "img/agreements"
"""The folder of static files with the drawings, those of the agreements."""


class PictureError(ValueError):
    """What cannot be a picture version; its words tell an adviser what to write."""


@dataclass(frozen=True)
class PictureLine:
    """One drawing: its static file, what is drawn, and the line below it."""

    file: str
    alt: str
    words: str


def read(source: str) -> tuple[PictureLine, ...]:
    """Return the drawings that Markdown ``source`` names, in order. Raises PictureError for anything else."""
    try:
        blocks = markup.blocks(source)
    except UnknownMarkupError:
        raise PictureError("Write drawings only, as in the example.") from None
    return tuple(_line(one) for block in blocks for one in _pictures(block))


def _pictures(block: Block) -> Iterator[Picture]:
    if not isinstance(block, Pictures):
        raise PictureError("Write drawings only, as in the example.")
    yield from block.items


def _line(picture: Picture) -> PictureLine:
    file = f"{DRAWINGS}/{picture.name}.svg"
    if not Path(settings.BASE_DIR, "static", file).exists():
        raise PictureError(f"There is no drawing called {picture.name}.")
    if not (picture.alt and picture.caption):
        raise PictureError(f"Say in brackets what {picture.name} shows, and put its line after it.")
    return PictureLine(file, picture.alt, plain(picture.caption))
