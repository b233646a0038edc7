"""Cells of a CSV file that no spreadsheet takes for a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable

# What makes a spreadsheet read a cell as a formula (OWASP, "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def written(table: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV; no cell starts a formula."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([harmless(cell) for cell in row] for row in table)
    return text.getvalue()


def harmless(cell: str) -> str:
    """Return ``cell`` with an apostrophe in front where it, or what is seen of it, starts a formula."""
    is_formula = cell.startswith(FORMULA_STARTS) or _seen(cell).startswith(FORMULA_STARTS)
    return f"'{cell}" if is_formula else cell


def _seen(cell: str) -> str:
    """Return ``cell`` from its first character that can be seen: some programs drop the others."""
    seen = (place for place, letter in enumerate(cell) if not _is_invisible(letter))
    return cell[next(seen, len(cell)) :]


def _is_invisible(letter: str) -> bool:
    # Formats (U+2060, U+00AD), controls, marks without a letter, and blanks of every width.
    return letter.isspace() or unicodedata.category(letter) in {"Cf", "Cc", "Cn", "Co", "Mn", "Me"}
