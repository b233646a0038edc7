"""How wide the columns of a table are and how high its rows: by its use, never by how long its head is."""

import re
from collections.abc import Sequence

from guidance.blocks import Runs, Table, plain

TICK = 1134  # 20 mm, a column that only holds a tick
BLANK_HEIGHT = 454  # 8 mm, a row in which somebody writes by hand
SIGNATURE_HEIGHT = 624  # 11 mm
MARK_HEIGHT = 1077  # 19 mm, for a mark or a drawing
LOG_HEIGHT = 1021  # 18 mm, a row of a log
SIGNED = {"sign", "signed", "signature"}
SHORT_FORM = 8  # rows that are kept on one page

# Shares of the width, by the heads where these say what the table is, else by how many columns there are.
BY_HEADS = {
    ("Before", "Now"): (1, 1),
    ("Clause", "Before", "Now", "Why, and for whom"): (36, 50, 50, 35),
    ("Clause", "Before", "Now", "Why"): (39, 54, 54, 24),
    ("Clause", "Before", "Now", "Why, and for whom", "Agreed"): (36, 77, 77, 57),
    ("Clause", "Our decision", "By whom", "Date"): (52, 62, 32, 25),
    ("Role", "Name", "Phone"): (42, 36, 22),
    ("Who", "For what", "Phone or address"): (28, 40, 32),
    ("Document", "Publisher"): (6, 4),
    ("Document", "Publisher", "Standing"): (60, 20, 16),
    ("Policy", "What it decides, and asks of you", "Yes", "With changes", "No"): (42, 68),
    ("Ask", "A good answer has"): (38, 62),
    ("Ask", "A good answer has", "A poor answer sounds like", "What we heard"): (28, 30, 18, 24),
    ("What", "When", "What you see", "Seen on"): (30, 14, 42, 14),
    ("Question and answer", "What to do"): (32, 68),
    ("Ask", "A good answer has", "A poor one"): (35, 41, 24),
    ("Theme", "In place or better", "Question by question"): (20, 20, 60),
    ("What is in place", "What I saw"): (5, 5),
    ("What is in place", "To show at inspection"): (5, 5),
    (
        *("Question", "Where we are, and where next", "Action, and how we will know", "Who leads, and name"),
        *("By when", "Time or money", "Done"),
    ): (48, 34, 80, 36, 26, 24, 19),
    ("Question", "Where we are", "Evidence to keep", "Next check"): (32, 18, 36, 14),
}
BY_COLUMNS = {
    1: (1,),
    2: (3, 7),
    3: (3, 4, 3),
    4: (27, 19, 27, 23),
    5: (20, 25, 25, 15, 15),
    6: (7, 13, 25, 25, 15, 11),
}
BY_TITLE = {
    "Theme by theme: in place or better": (36, 14, 36, 14),
    "What is done first": (64, 20, 16),
}
ANSWERS = (23, 33, 15, 25)  # two labels and two answers in a row
RECORD = (36, 20, 23, 21)  # what is looked at, and three answers
# A plan in which something stands in most cells, and in which people go on writing.
WRITTEN_IN = {"Done"}
# Tables whose first column holds no labels.
WITHOUT_LABELS = {"Before", "Ask", "Question and answer"}


def has_head(table: Table) -> bool:
    """Whether ``table`` has a head that says anything."""
    return any(table.head)


def is_dense(table: Table) -> bool:
    """Whether questions stand across it: a chart, whose every question and answer is on one page."""
    return any(len(row) == 1 for row in table.rows) and len(table.head) > 1


def has_labels(table: Table) -> bool:
    """Whether the first column names the rows."""
    head = plain(table.head[0]) if table.head else ""
    return bool(table.rows) and all(row[0] for row in table.rows) and head not in WITHOUT_LABELS


def widths(table: Table, room: int) -> list[int]:
    """Return the widths of the columns, which fill ``room``; columns for a tick are narrow."""
    ticks = table.ticks or (False,) * _columns(table)
    shares = _shares(table, ticks.count(False))
    left = room - TICK * ticks.count(True)
    parts = iter([left * share // sum(shares) for share in shares])
    found = [TICK if is_tick else next(parts) for is_tick in ticks]
    found[0] += room - sum(found)
    return found


def row_height(table: Table, row: Sequence[Runs]) -> int:
    """Return the least height of ``row``: 0 where nothing is written into it by hand."""
    if table.use != "form" or all(row):
        return 0
    if not any(row[1:]) and len(row) > 4 or not any(row):
        return LOG_HEIGHT
    labels = _words(row)
    if "mark" in labels | _words(table.head):
        return MARK_HEIGHT
    return SIGNATURE_HEIGHT if labels & SIGNED else BLANK_HEIGHT


def _words(cells: Sequence[Runs]) -> set[str]:
    return set(re.findall(r"\w+", " ".join(plain(cell) for cell in cells).lower()))


def is_boxed(table: Table) -> bool:
    """Whether all its lines are drawn: at least half of it is written or ticked by hand, or goes on to be."""
    if table.head and plain(table.head[-1]) in WRITTEN_IN:
        return True
    answers = [cell for row in table.rows for cell in row[1:] or row]
    return table.use != "read" and answers.count(()) * 2 >= len(answers)


def stays_whole(table: Table) -> bool:
    """Whether all rows stay on one page: what is signed is no good in two halves."""
    return table.use == "form" and len(table.rows) <= SHORT_FORM


def title(table: Table) -> str:
    """Return what ``table`` is called: as its author says, else by its first words."""
    return table.title or plain((table.head or table.rows[0])[0]) or "Table"


def description(table: Table) -> str:
    """Return what is in ``table`` and what is done with it, for those who hear it read out."""
    heads = ", ".join(plain(cell) for cell in table.head if cell)
    if table.use == "ticks":
        rule = "Tick one box in each row." if table.ticks.count(True) > 1 else "Tick the rows that apply."
        return f"{rule} The boxes can be ticked on screen."
    if table.use == "form":
        labels = ", ".join(plain(row[0]) for row in table.rows if row[0])
        return f"To fill in: {labels or heads}"
    return f"Columns: {heads}" if has_head(table) else "Labels on the left, answers on the right"


def _columns(table: Table) -> int:
    return len(table.head) or len(table.rows[0])


def _shares(table: Table, columns: int) -> Sequence[int]:
    heads = tuple(plain(cell) for cell in table.head)
    if heads in BY_HEADS:
        return BY_HEADS[heads]
    if table.title in BY_TITLE:
        return BY_TITLE[table.title]
    if columns == 4 and not has_head(table):
        return ANSWERS
    if columns == 4 and table.use == "form" and has_labels(table):
        return RECORD
    if table.use == "ticks" and columns > 1:
        return (1,) * columns
    return BY_COLUMNS.get(columns, (1,) * columns)
