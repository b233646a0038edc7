"""Tables of a text: row headings, blocks on a phone, a matrix of roles, and room to fill in."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import takewhile

from guidance.tokens import Token, html, words

PARTS_IN_ROLES = {"Leads": "leads", "Helps": "helps", "": ""}
STACKED_FROM = 3  # columns: two fit a phone side by side
FITTING = 4  # columns: so many fit a page that is wide enough not to stack them


def with_tables(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with each table in its shape, inside a box named after its head.

    On a phone the rows of a wide table become blocks, and the box of a narrow one scrolls, not the page.
    """
    shaped: list[Token] = []
    rest = list(tokens)
    while rest:
        if rest[0].type != "table_open":
            shaped.append(rest.pop(0))
            continue
        table = list(takewhile(lambda token: token.type != "table_close", rest))
        rest = rest[len(table) :]
        shaped += _boxed([*_table(table), rest.pop(0)])
    return shaped


def _boxed(table: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens in a box, which is a stop for the keyboard only where it may have to be scrolled."""
    head = takewhile(lambda token: token.type != "thead_close", table)
    columns = [words(token) for token in head if token.type == "inline"]
    stop = "" if STACKED_FROM <= len(columns) <= FITTING else ' tabindex="0"'
    name = escape(", ".join(columns))
    yield html(table[0], f'<div class="scroll" role="group"{stop} aria-label="Table: {name}">\n')
    yield from table
    yield html(table[-1], "</div>\n")


def _table(table: list[Token]) -> list[Token]:
    """Return as many tokens: row headings, and each cell with its column's name, for a phone."""
    columns, *rows = _rows(table)
    names = _classes(columns, rows)
    if names:
        table[0].attrSet("class", " ".join(names))
    is_matrix, column, made = "matrix" in names, -1, []
    for token in table:
        if token.type == "tr_open":
            column = -1
        elif token.type == "td_open":
            column += 1
            _name_cell(token, column, columns, is_matrix=is_matrix)
        if column == 0 and token.type in {"td_open", "td_close"}:
            token.tag = "th"
        elif is_matrix and column > 0 and token.type == "inline" and (part := words(token).strip()):
            token = html(token, f'<span class="{PARTS_IN_ROLES[part]}">{part}</span>')
        made.append(token)
    return made


def _name_cell(cell: Token, column: int, columns: Sequence[str], *, is_matrix: bool) -> None:
    if column == 0:
        cell.attrSet("scope", "row")
    elif is_matrix:
        cell.attrSet("data-who", columns[column])
    elif len(columns) >= STACKED_FROM:
        cell.attrSet("data-column", columns[column])


def _classes(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table that says only Leads, Helps or nothing is a matrix of roles; an empty one is for a pen."""
    said = {cell for row in rows for cell in row[1:]}
    is_wide = len(columns) >= STACKED_FROM
    is_matrix = is_wide and "Leads" in said and said <= PARTS_IN_ROLES.keys()
    flags = {"matrix": is_matrix, "to-fill": said == {""}, "stack": is_wide}
    return [name for name, holds in flags.items() if holds]


def _rows(table: Sequence[Token]) -> list[list[str]]:
    rows: list[list[str]] = []
    for token in table:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(words(token).strip())
    return rows
