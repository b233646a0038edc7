"""A clause as plain words without markup, to compare with another."""

from itertools import count, repeat

from guidance.blocks import Block, Bullets, Paragraph, Pictures, Run, SubHeading, cells


def to_plain_text(blocks: tuple[Block, ...]) -> str:
    """Return ``blocks`` in plain words."""
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


def _plain(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)
