"""A clause as plain text for a setting to change, and what it typed back as blocks."""

from itertools import count, groupby, repeat

from guidance.blocks import Block, Bullets, Paragraph, Pictures, Run, SubHeading, cells
from lesas_portal.core.normalisation import split_lines


def to_plain_text(blocks: tuple[Block, ...]) -> str:
    """Return ``blocks`` as the plain text that ``from_plain_text`` reads: what a setting edits."""
    parts = []
    for block in blocks:
        if isinstance(block, Paragraph):
            parts.append(_plain(block.runs))
        elif isinstance(block, Bullets):
            marks = repeat("-") if block.kind == "bullets" else (f"{number}." for number in count(1))
            lines = zip(marks, block.items, strict=False)
            parts.append("\n".join(f"{mark} {_plain(item)}" for mark, item in lines))
        elif isinstance(block, SubHeading | Pictures):
            parts.extend(_plain(runs) for runs in cells(block))
        else:
            parts.append("\n".join(" / ".join(_plain(cell) for cell in row) for row in block.rows))
    return "\n\n".join(parts)


def from_plain_text(text: str) -> tuple[Block, ...]:
    """Return what a setting typed as blocks: lines that start with a dash are points, others paragraphs."""
    blocks: list[Block] = []
    for is_point, group in groupby(split_lines(text), key=lambda line: line.startswith("- ")):
        if is_point:
            blocks.append(Bullets(tuple((Run(line[2:].strip()),) for line in group)))
        else:
            blocks.extend(Paragraph((Run(line),)) for line in group)
    return tuple(blocks)


def _plain(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)
