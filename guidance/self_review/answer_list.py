"""The answers as a list for a spreadsheet, so that a trust can put those of its schools side by side."""

from guidance.self_review.answers import NOT_IN_PLACE, SHOWN
from guidance.self_review.result import Result
from lesas_portal.core.spreadsheet_cells import written

COLUMNS = ("edition", "id", "theme", "question", "rests on", "level", "answer")


def as_csv(result: Result) -> str:
    """Return a row for each question that was asked; ``level`` is empty where none was chosen."""
    rows = (
        (
            f"{result.edition.code} {result.edition.number}",
            one.question.id,
            one.theme.title,
            one.question.title,
            one.question.basis_words,
            str(one.state) if NOT_IN_PLACE <= one.state <= SHOWN else "",
            one.words,
        )
        for one in result.answered
    )
    return written([COLUMNS, *rows])
