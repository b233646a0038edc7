"""One result as the list shows it: the page, and the part of it that answers best, with words marked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from guidance.search import snippets
from guidance.search.concepts import Concept
from guidance.search.held_documents import Document
from guidance.search.snippets import Highlight

FEWEST_WORDS = 5  # A shorter line of a page is no reason to open it.


@dataclass(frozen=True)
class Hit:
    """One result: the page, its marked summary, and the part of it that answers best."""

    url: str
    kind: str
    kind_label: str
    title: list[Highlight]
    summary: list[Highlight]
    phone: str = ""
    part_url: str = ""
    part_title: list[Highlight] = field(default_factory=list)
    part_text: list[Highlight] = field(default_factory=list)


def hit_of(document: Document, part: Document | None, concepts: Sequence[Concept]) -> Hit:
    """Return the result for ``document``; ``part`` is the one that answers best, if any does.

    The text of a part is shown only where the summary holds nothing of what was searched for, and
    only a line of a few words at least.
    """
    summary = snippets.mark(document.summary, concepts, document.summary_stems)
    part_text: list[Highlight] = []
    if part and not snippets.hits(summary):
        line = snippets.excerpt(part.body, concepts, part.body_stems)
        part_text = line if len("".join(piece.text for piece in line).split()) >= FEWEST_WORDS else []
    return Hit(
        url=document.url,
        kind=document.labels[0],
        kind_label=document.kind_label,
        title=snippets.mark(document.title, concepts, document.title_stems),
        summary=summary,
        phone=document.phone,
        part_url=part.url if part else "",
        part_title=snippets.mark(part.title, concepts, part.title_stems) if part else [],
        part_text=part_text,
    )
