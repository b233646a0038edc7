"""A clause as the text that a setting changes: the Markdown it is written in, with its own names in it.

``pasted_text.read_pasted`` reads the same blocks from it, so that what is not changed stays as it was.
"""

from collections.abc import Iterator
from itertools import count, repeat

from guidance.block_reader import PICTURE, TITLE_MARK
from guidance.blocks import Block, Bullets, Paragraph, Pictures, Runs, SubHeading, Table
from guidance.policies.line_marks import guarded
from guidance.policies.typed_runs import write_runs


def to_markdown(blocks: tuple[Block, ...]) -> str:
    """Return ``blocks`` as Markdown: a paragraph, point, row or picture a line, and empty lines between."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield guarded(write_runs(block.runs))
    elif isinstance(block, SubHeading):
        yield f"### {write_runs(block.runs)}"
    elif isinstance(block, Bullets):
        marks = repeat("-") if block.kind == "bullets" else (f"{number}." for number in count(1))
        for mark, item in zip(marks, block.items, strict=False):
            yield f"{mark} {write_runs(item)}"
    elif isinstance(block, Pictures):
        for picture in block.items:
            yield f"![{picture.alt}]({PICTURE}{picture.name}) {write_runs(picture.caption)}".rstrip()
    else:
        yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield f"{TITLE_MARK}{table.title}"
        yield ""
    yield _row(table.head)
    yield _row(((),) * len(table.head), empty=" --- ")
    yield from map(_row, table.rows)


def _row(cells: tuple[Runs, ...], empty: str = " ") -> str:
    texts = (write_runs(cell).replace("|", "\\|") for cell in cells)
    return f"|{'|'.join(f' {text} ' if text else empty for text in texts)}|"
