"""The texts of pages and hand-outs as blocks, for Word files that show them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from guidance import markup
from guidance.block_reader import UnknownMarkupError
from guidance.blocks import Block, Paragraph, Pictures, Run

HEADING = re.compile(r"^#{2,4}(?= )", re.MULTILINE)
QUOTED = re.compile(r"^> ?", re.MULTILINE)
STEP = re.compile(r"\s*(\d+\.|[-*]) ")


def blocks_of(source: str) -> Sequence[Block]:
    """Return Markdown ``source`` as blocks, headings all of one level.

    What is quoted stands as it is, without its line at the side; of a drawing there are the words alone. A
    list in another one, or one that goes on with a later number, becomes lines that say the same.
    """
    text = QUOTED.sub("", HEADING.sub("###", source))
    try:
        found: Sequence[Block] = markup.blocks(text)
    except UnknownMarkupError:
        found = [block for part in re.split(r"\n\s*\n", text) for block in _blocks(part)]
    return [one for block in found for one in _without_drawings(block)]


def _without_drawings(block: Block) -> Iterable[Block]:
    if not isinstance(block, Pictures):
        return [block]
    return [Paragraph((Run(f"{one.alt.removesuffix('.')}. "), *one.caption)) for one in block.items]


def _blocks(part: str) -> Sequence[Block]:
    try:
        return markup.blocks(part)
    except UnknownMarkupError:
        return [*_lines(part)]


def _lines(part: str) -> Iterator[Paragraph]:
    for line in part.splitlines():
        mark = STEP.match(line)
        words = markup.plain(line[mark.end() :] if mark else line)
        number = mark[1].replace("-", "–").replace("*", "–") + " " if mark else ""
        if words:
            yield Paragraph((Run(f"{number}{words}"),))
