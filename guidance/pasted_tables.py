"""Rows of a table as Word pastes them, with a tab between cells, as a table in Markdown."""

from collections.abc import Sequence


def as_table(rows: Sequence[str]) -> list[str]:
    """Return the lines of the table whose first row is its head. Short rows are filled up."""
    width = max(len(row.strip("\t ").split("\t")) for row in rows)
    cells = [_cells(row, width) for row in rows]
    width = max(len(row) for row in cells)
    lines = [_line([*row, *[""] * (width - len(row))]) for row in cells]
    return [lines[0], _line(["---"] * width), *lines[1:]]


def _cells(row: str, width: int) -> list[str]:
    """Return the cells; a tab in front is an empty first cell where the row is as wide as the others."""
    cells = [cell.strip().replace("|", "\\|") for cell in row.rstrip("\t ").split("\t")]
    while len(cells) > width and not cells[0]:
        del cells[0]
    return cells if len(cells) == width or cells[0] else [cell for cell in cells if cell]


def _line(cells: Sequence[str]) -> str:
    return " ".join(["|", " | ".join(cells), "|"])
