"""Paragraphs, lists, tables and pictures: what clauses are made of, so that a page and a Word file agree.

``markup.blocks`` reads them from Markdown.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look; ``href`` makes it a link."""

    text: str
    bold: bool = False
    href: str = ""


Runs = tuple[Run, ...]

TICK_HEADS = frozenset({"Yes", "No", "Agreed", "With changes"})


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, as runs."""

    runs: Runs
    kind: str = "paragraph"


@dataclass(frozen=True)
class SubHeading:
    """A heading inside a clause, below the section's own."""

    runs: Runs
    kind: str = "subheading"


@dataclass(frozen=True)
class Bullets:
    """A list of points, each as runs; its ``kind`` is "numbers" where they are numbered, from 1."""

    items: tuple[Runs, ...]
    kind: str = "bullets"


@dataclass(frozen=True)
class Picture:
    """One drawing of ours by its name, what is drawn, and the sentence that stands under it."""

    name: str
    alt: str
    caption: Runs


@dataclass(frozen=True)
class Pictures:
    """Drawings that stand together, three in a row."""

    items: tuple[Picture, ...]
    kind: str = "pictures"


@dataclass(frozen=True)
class Table:
    """A table: the cells of its head, rows of cells, and its title, which may be empty."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    title: str = ""
    kind: str = "table"

    @property
    def ticks(self) -> tuple[bool, ...]:
        """For each column but the first, whether it only holds a tick: a head of these above nothing."""
        return tuple(
            place > 0 and plain(head) in TICK_HEADS and not any(row[place] for row in self.rows)
            for place, head in enumerate(self.head)
        )

    @property
    def use(self) -> str:
        """Whether it is to "tick", a "form" to fill in by hand, or to read."""
        if any(self.ticks):
            return "ticks"
        return "form" if any(not cell for row in self.rows for cell in row) else "read"


Block = Paragraph | SubHeading | Bullets | Pictures | Table


def plain(runs: Runs) -> str:
    """Return the text of ``runs``."""
    return "".join(run.text for run in runs)


def cells(block: Block) -> tuple[Runs, ...]:
    """Return the text of a block in reading order: its paragraph, points, sentences or cells."""
    if isinstance(block, Paragraph | SubHeading):
        return (block.runs,)
    if isinstance(block, Bullets):
        return block.items
    if isinstance(block, Pictures):
        return tuple(picture.caption for picture in block.items)
    return (*block.head, *(cell for row in block.rows for cell in row))
