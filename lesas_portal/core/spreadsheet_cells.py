"""Cells of files for a spreadsheet, none of which it takes for a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable

# What makes a spreadsheet read a cell as a formula (OWASP, "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK = "'"


def written(table: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV; no cell starts a formula."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([harmless(cell) for cell in row] for row in table)
    return text.getvalue()


def harmless(cell: str) -> str:
    """Return ``cell`` with an apostrophe in front where it, or what is seen of it, starts a formula."""
    return f"{MARK}{cell}" if _is_formula(cell) else cell


def as_written(cell: str) -> str:
    """Return ``cell`` as it was before ``harmless``."""
    rest = cell.removeprefix(MARK)
    return rest if rest != cell and _is_formula(rest) else cell


def _is_formula(cell: str) -> bool:
    return cell.startswith(FORMULA_STARTS) or _seen(cell).startswith(FORMULA_STARTS)


def _seen(cell: str) -> str:
    """Return ``cell`` from its first character that can be seen: some programs drop the others."""
    seen = (place for place, letter in enumerate(cell) if not _is_invisible(letter))
    return cell[next(seen, len(cell)) :]


def _is_invisible(letter: str) -> bool:
    # Formats (U+2060, U+00AD), controls, marks without a letter, and blanks of every width.
    return letter.isspace() or unicodedata.category(letter) in {"Cf", "Cc", "Cn", "Co", "Mn", "Me"}
