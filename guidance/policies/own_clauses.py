"""Clauses that a setting adds to a section: several in one text, an empty line between two of them."""

import re
from collections.abc import Iterator, Set

from guidance.block_reader import TITLE_MARK
from guidance.blocks import Block
from guidance.policies.line_marks import classify
from guidance.policies.pasted_text import read_pasted

EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)*\n")
# What begins with one of these goes on with the clause above it.
GOES_ON = {"bullet", "number", "pipes", "tabs", "picture"}


def read_own_clauses(text: str, *, pictures: Set[str] = frozenset()) -> list[tuple[Block, ...]]:
    """Return the clauses in ``text``, each as blocks."""
    return [blocks for part in _clauses(text) if (blocks := read_pasted(part, pictures=pictures))]


def _clauses(text: str) -> Iterator[str]:
    """Cut ``text`` at empty lines, but no list or table from its sentence and no heading from its text."""
    clause = ""
    for part in EMPTY_LINES.split(text.strip()):
        goes_on = classify(part.partition("\n")[0]).kind in GOES_ON or part.startswith(TITLE_MARK)
        is_headed = classify(clause.rpartition("\n")[2]).kind == "heading"
        if clause and not goes_on and not is_headed:
            yield clause
            clause = part
        else:
            clause = f"{clause}\n\n{part}" if clause else part
    yield clause
