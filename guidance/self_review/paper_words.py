"""What every paper of a self-review says of itself: what it is not, what stays private, its origin."""

from datetime import date

from guidance.policies.document import PUBLISHER, Document
from guidance.policies.placeholders import long_date
from guidance.self_review.result import Result

NOT_THIS = (
    "This is not a certificate and not an inspection. It was not sent to anyone and is kept nowhere. "
    "It shows what you said on one day."
)
NO_NAMES = "It holds no personal data until you write names in."


def private_words(result: Result) -> str:
    """Return which answers are not for the website or for open minutes; empty where none is."""
    titles = [f"“{theme.title}”" for theme in result.keeps_private]
    if not titles:
        return ""
    where = "off your website" if result.is_alone else "off your website and out of open minutes"
    return (
        f"Do not publish what you said under {' and '.join(titles)}: it shows where you are weak. "
        f"Keep it {where}."
    )


def origin(result: Result, made_on: date) -> str:
    """Return which edition it was, and on which day it was made."""
    return f"{result.edition.title}, edition {result.edition.number}. Made on {long_date(made_on)}."


def blank(title: str, result: Result, code: str, made_on: date) -> Document:
    """Return a document without text, which says of itself what all of them do. Its author is nobody else."""
    return Document(
        title=title,
        author=PUBLISHER,
        subject=f"Online safety self-review: {result.edition.title}",
        subtitle=f"Online safety self-review: {result.edition.title.lower()}",
        written_on=result.edition.issued_on,
        made_on=made_on,
        keywords=code,
        header_left=f"{title} · online safety self-review",
        header_right=long_date(made_on),
        footer=f"Edition {result.edition.number}. Code {code}. {NO_NAMES}",
        contents=False,
        parts=(),
    )
