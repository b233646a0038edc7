"""A document as what follows one another down its pages: paragraphs in their styles, tables, pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from guidance.blocks import Block, Bullets, Paragraph, Pictures, Run, Runs, SubHeading, Table, cells, plain
from guidance.policies.document import ClauseBlocks, Document, SectionHeading

ABOUT = "About this document"
LOGO = "Place for your logo: insert a picture here, or delete this line"


@dataclass(frozen=True)
class TextLine:
    """A paragraph. ``bookmark`` is a heading's place in the contents; ``list_number`` counts new numberings.

    ``apart`` leaves room above, after a table.
    """

    style: str
    runs: Runs
    keep_next: bool = False
    apart: bool = False
    new_page: bool = False
    bookmark: int = 0
    list_number: int = 0


@dataclass(frozen=True)
class TableItem:
    """A table of a document."""

    table: Table


@dataclass(frozen=True)
class PictureItem:
    """Drawings in rows of three, each above its sentence."""

    pictures: Pictures


@dataclass(frozen=True)
class LogoLine:
    """The place for a logo."""

    text: str = LOGO


@dataclass(frozen=True)
class ColumnsItem:
    """Where two columns begin: what follows stands in them."""


@dataclass(frozen=True)
class Entry:
    """A line of the contents: the number as printed, which may be empty, the heading and its bookmark."""

    number: str
    text: str
    bookmark: int


@dataclass(frozen=True)
class ContentsItem:
    """The list of sections."""

    entries: tuple[Entry, ...]


Item = TextLine | TableItem | PictureItem | LogoLine | ContentsItem | ColumnsItem


@dataclass(frozen=True)
class Styles:
    """The styles of the blocks of one clause: the first paragraph, those after it, and its lists."""

    first: str
    text: str
    bullet: str
    number: str


PLAIN = Styles("Normal", "Normal", "ListBullet", "ListNumber")
CLAUSE = Styles("Clause", "ClauseText", "ListBullet2", "ListNumber2")
ANNEX_CLAUSE = Styles("AnnexClause", "ClauseText", "ListBullet2", "ListNumber2")
AGREEMENT = Styles("Normal", "Normal", "AgreementBullet", "ListNumber")
LARGE = Styles("LargePrint", "LargePrint", "LargePrintBullet", "ListNumber")
LARGE_CLAUSE = Styles("ClauseLarge", "LargePrint", "LargePrintBullet", "ListNumber2")


def items(document: Document) -> list[Item]:
    """Return everything that stands in ``document``, in reading order."""
    flow = _Flow()
    if document.logo:
        flow.found.append(LogoLine())
    flow.add_text("Title", document.title)
    if document.subtitle:
        flow.add_text("Subtitle", document.subtitle)
    flow.add_blocks(document.opening, PLAIN)
    entries = tuple(_entries(document.parts))
    if document.contents and entries:
        flow.add_text("TOCHeading", "Contents")
        flow.found.append(ContentsItem(entries))
    if document.about:
        flow.found.append(TextLine("Note", (Run(ABOUT, bold=True),), keep_next=True, apart=True))
        flow.add_blocks(document.about, PLAIN)
    flow.found.extend([ColumnsItem()] if document.two_columns else [])
    for part in document.parts:
        flow.add_part(part)
    return flow.found


def _leads_in(block: Paragraph, follower: Block | None) -> bool:
    """Whether ``block`` ends in a colon: what it announces stands with it."""
    return follower is not None and plain(block.runs).rstrip().endswith(":")


def _entries(parts: Sequence[SectionHeading | ClauseBlocks]) -> Iterator[Entry]:
    numbers = count(1)
    headings = (part for part in parts if isinstance(part, SectionHeading))
    for bookmark, heading in enumerate(headings, start=1):
        number = f"Annex {heading.annex}" if heading.annex else str(next(numbers)) if heading.numbered else ""
        yield Entry(number, heading.text, bookmark)


@dataclass
class _Flow:
    """Items as they are added; what stands after a table is set apart from it."""

    found: list[Item] = field(default_factory=list)
    in_annex: bool = False
    headings: Iterator[int] = field(default_factory=lambda: count(1))
    lists: Iterator[int] = field(default_factory=lambda: count(1))

    def add_part(self, part: SectionHeading | ClauseBlocks) -> None:
        if isinstance(part, ClauseBlocks):
            self.add_blocks(part.blocks, self._styles(part))
            return
        self.in_annex = bool(part.annex)
        style = "HeadingAnnex" if part.annex else "Heading1" if part.numbered else "HeadingPlain"
        new_page = part.new_page and not part.annex  # whose style has it
        self.found.append(TextLine(style, (Run(part.text),), new_page=new_page, bookmark=next(self.headings)))

    def add_blocks(self, blocks: Sequence[Block], styles: Styles) -> None:
        """Add the blocks of one clause: its first paragraph has the style ``styles.first``."""
        style = styles.first
        for place, block in enumerate(blocks):
            follower = blocks[place + 1] if place + 1 < len(blocks) else None
            if isinstance(block, Paragraph):
                opens = isinstance(follower, Bullets | Table | Pictures) or _leads_in(block, follower)
                self._add_line("Note" if block.kind == "note" else style, block.runs, keep_next=opens)
                style = styles.text
            elif isinstance(block, Bullets):
                self._add_list(block, styles)
            elif isinstance(block, Table):
                self._add_table(block)
            elif isinstance(block, Pictures):
                self.found.append(PictureItem(block))
            elif isinstance(block, SubHeading):
                self._add_line("Heading2", block.runs)
            else:
                for runs in cells(block):
                    self._add_line(styles.text, runs)

    def add_text(self, style: str, text: str) -> None:
        self.found.append(TextLine(style, (Run(text),)))

    def _add_line(self, style: str, runs: Runs, *, keep_next: bool = False) -> None:
        after_table = bool(self.found) and isinstance(self.found[-1], TableItem | PictureItem)
        apart = after_table and not style.startswith("Heading")
        self.found.append(TextLine(style, runs, keep_next=keep_next, apart=apart))

    def _add_list(self, block: Bullets, styles: Styles) -> None:
        number = next(self.lists) if block.kind == "numbers" else 0
        kinds = {"bullets": styles.bullet, "numbers": styles.number, "ticks": "TickLine"}
        after_table = bool(self.found) and isinstance(self.found[-1], TableItem | PictureItem)
        for place, runs in enumerate(block.items):
            self.found.append(
                TextLine(
                    kinds[block.kind],
                    runs,
                    keep_next=block.kind == "ticks",  # a decision stands with its signature
                    apart=after_table and not place,
                    list_number=number,
                )
            )

    def _add_table(self, table: Table) -> None:
        if self.found and isinstance(self.found[-1], TableItem | PictureItem):
            self.found.append(TextLine("Spacer", ()))  # or Word would make one table of two
        self.found.append(TableItem(table))

    def _styles(self, part: ClauseBlocks) -> Styles:
        if part.large:
            return LARGE_CLAUSE if part.numbered and not self.in_annex else LARGE
        if part.numbered:
            return ANNEX_CLAUSE if self.in_annex else CLAUSE
        return AGREEMENT if part.agreement else PLAIN
