"""Where "I'm not sure" leads in the guided routes: to the more urgent side, and never to a plan."""

from collections.abc import Iterator

from guidance.routes.book import Book
from guidance.routes.schema import LEVELS, Answer, Outcome, Question

URGENCY = list(LEVELS)
"""The levels, the most urgent first."""


def errors(book: Book) -> Iterator[str]:
    """Yield where it is missing, twice, or leads to the less urgent side, one sentence each."""
    for route in (book.common, *book.routes.values()):
        slug = route.slug
        for question in route.questions:
            unsure = [answer for answer in question.answers if answer.unsure]
            if not unsure and not question.known:
                yield f"{slug}: question {question.key}: it needs “I’m not sure” or the mark known."
            if len(unsure) > 1:
                yield f"{slug}: question {question.key}: it has “I’m not sure” twice."
            if slug in book.routes:
                yield from (fault for answer in unsure for fault in _unsafe(book, slug, question, answer))


def _unsafe(book: Book, slug: str, question: Question, unsure: Answer) -> Iterator[str]:
    end = _end_of_unsure(book, slug, unsure)
    if end and end.level == "plan":
        yield f"{slug}: question {question.key}: whoever is never sure ends at {end.key}, of level plan."
    target = book.target(unsure, slug)
    # Another route's end (the one for "I do not know which") is no answer to this question.
    if not target or target.slug != slug or not target.outcome or target.outcome.level not in URGENCY:
        return
    own = URGENCY.index(target.outcome.level)
    levels = [
        URGENCY.index(other.outcome.level)
        for _, other in book.lead(question, slug)
        if other.outcome and other.outcome.level in URGENCY
    ]
    if own > min(levels) and own == max(levels):
        yield (
            f"{slug}: question {question.key}: “{unsure.label}” leads to level {URGENCY[own]}, "
            f"but must lead to the more urgent side: another answer leads to {URGENCY[min(levels)]}."
        )


def _end_of_unsure(book: Book, slug: str, unsure: Answer) -> Outcome | None:
    """Where somebody ends who is not sure now and at each later question; None if they must know."""
    seen: set[tuple[str, str]] = set()
    answer: Answer | None = unsure
    while answer:
        target = book.target(answer, slug)
        if target is None or target.outcome or (target.slug, target.key) in seen:
            return target.outcome if target else None
        seen.add((target.slug, target.key))
        slug = target.slug
        answer = next((one for one in target.node.answers if one.unsure), None)  # type: ignore[union-attr]
    return None
