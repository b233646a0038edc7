"""What is wrong with the guided routes, as one graph over all of them: one plain sentence a fault.

The rules make the way back possible without memory (one parent), keep every way short, and let nobody who
is not sure end where nothing is urgent. ``completeness`` and ``wording`` judge what stands on the screens.
"""

from collections.abc import Iterator

from guidance.routes import completeness, paths, unsure, wording
from guidance.routes.book import Book, UnknownReferenceError, split
from guidance.routes.schema import DANGER, ROLE, Answer


def errors(book: Book, *, partial: bool = False) -> tuple[str, ...]:
    """Return what is wrong with ``book``, one sentence each, which starts with the route it is about.

    With ``partial``, references to routes that are not there count as sound: they are still being written.
    """
    found = [*_unknown(book, partial=partial), *_reach(book), *_parents(book)]
    found += [*unsure.errors(book), *paths.errors(book)]
    found += completeness.errors(book)
    found += wording.errors(book, partial=partial)
    return tuple(dict.fromkeys(found))


def _unknown(book: Book, *, partial: bool) -> Iterator[str]:
    for slug, route in book.routes.items():
        if route.start and book.question(slug, route.start) is None:
            yield f"{slug}: start: there is no question {route.start}."
        for place, answer in _references(book, slug):
            fault = _fault(book, answer.next, slug, partial=partial)
            if fault:
                yield f"{slug}: {place}: “{answer.label}” leads to {answer.next}, {fault}."


def _references(book: Book, slug: str) -> Iterator[tuple[str, Answer]]:
    """Every answer and every door of a route, with the place where it stands."""
    for question in book.questions(slug):
        yield from ((f"question {question.key}", answer) for answer in question.answers)
    for outcome in book.outcomes(slug):
        yield from ((f"outcome {outcome.key}", door) for door in outcome.also)
    yield from (("first screen", door) for door in book.routes[slug].also)


def _fault(book: Book, ref: str, slug: str, *, partial: bool) -> str:
    place, key, _ = split(ref, slug)
    if partial and place not in book.routes:
        return ""
    if place != slug and key in {DANGER, ROLE}:
        return "which asks about danger or the role a second time"
    try:
        book.find(ref, slug)
    except UnknownReferenceError:
        return "which is not there"
    return ""


def _reach(book: Book) -> Iterator[str]:
    """Questions must be met within their route; outcomes by any answer or door of any route."""
    met: set[tuple[str, str]] = set()
    for slug in book.routes:
        for _, answer in _references(book, slug):
            target = book.target(answer, slug)
            if target and target.outcome:
                met.add((target.slug, target.key))
    for slug, route in book.routes.items():
        asked = {key for _, key in _within(book, slug)}
        for question in route.questions:
            if question.key not in asked:
                yield f"{slug}: question {question.key}: no answer of this route leads to it."
        for outcome in route.outcomes:
            if (slug, outcome.key) not in met:
                yield f"{slug}: outcome {outcome.key}: no answer and no door leads to it."


def _within(book: Book, slug: str) -> set[paths.Node]:
    """The questions that are met from the first one without leaving the route."""
    met: set[paths.Node] = set()
    waiting = [(slug, paths.first_key(book, slug))]
    while waiting:
        node = waiting.pop()
        if node not in met and book.question(*node):
            met.add(node)
            waiting += [
                (target.slug, target.key)
                for target in paths.next_questions(book, node)
                if target.slug == slug
            ]
    return met


def _parents(book: Book) -> Iterator[str]:
    for slug in book.routes:
        parents: dict[str, list[str]] = {}
        for question in book.questions(slug):
            for target in paths.next_questions(book, (slug, question.key)):
                if target.slug == slug and question.key not in parents.setdefault(target.key, []):
                    parents[target.key].append(question.key)
        for key, found in parents.items():
            if len(found) > 1:
                names = " and ".join(found)
                yield f"{slug}: question {key}: {names} lead to it, and only one may: “Back” has no memory."
