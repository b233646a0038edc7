"""How long the ways through the guided routes are, over all of them, and whether one leads in a circle."""

from collections.abc import Iterator
from dataclasses import dataclass

from guidance.routes.book import Book, Target
from guidance.routes.schema import DANGER

MOST_INSIDE = 7
MOST_THROUGH = 11

Node = tuple[str, str]
"""A question: the slug of its route and its key."""


@dataclass(frozen=True)
class Longest:
    """The longest ways through the questions: inside one route, and through jumps between routes."""

    inside: tuple[Node, ...] = ()
    through: tuple[Node, ...] = ()

    def __str__(self) -> str:
        return f"{len(self.inside)} inside, {len(self.through)} through jumps"


def longest_path(book: Book) -> Longest:
    """Return the longest ways, danger and role counted; nothing where the answers lead in a circle."""
    if _circle(book):
        return Longest()
    inside = [_longest(book, (slug, first_key(book, slug)), {}, inside=True) for slug in book.routes]
    known: dict[Node, tuple[Node, ...]] = {}
    through = [_longest(book, (slug, first_key(book, slug)), known, inside=False) for slug in book.routes]
    return Longest(max(inside, key=len, default=()), max(through, key=len, default=()))


def errors(book: Book) -> Iterator[str]:
    """Yield a circle of answers, or else every way that is too long, one sentence each."""
    circle = _circle(book)
    if circle:
        yield _circle_sentence(circle)
    else:
        yield from _lengths(book)


def next_questions(book: Book, node: Node) -> list[Target]:
    """Return the questions that the answers to ``node`` lead to, here or in another route."""
    question = book.question(*node)
    if question is None:
        return []
    return [target for _, target in book.lead(question, node[0]) if target.question]


def first_key(book: Book, slug: str) -> str:
    """The first question asked; while the file of danger and role is missing, the route's own first one."""
    return DANGER if book.question(slug, DANGER) else book.routes[slug].start


def _circle(book: Book) -> list[Node]:
    """The questions of one circle of answers, the first one also at the end; empty if there is none."""
    done: set[Node] = set()
    for slug in book.routes:
        for question in book.questions(slug):
            circle = _circle_from(book, (slug, question.key), [], done)
            if circle:
                return circle
    return []


def _circle_from(book: Book, node: Node, way: list[Node], done: set[Node]) -> list[Node]:
    if node in way:
        return [*way[way.index(node) :], node]
    if node in done:
        return []
    for target in next_questions(book, node):
        circle = _circle_from(book, (target.slug, target.key), [*way, node], done)
        if circle:
            return circle
    done.add(node)
    return []


def _circle_sentence(circle: list[Node]) -> str:
    return f"{circle[0][0]}: the answers lead in a circle: {_way(circle)}."


def _lengths(book: Book) -> Iterator[str]:
    known: dict[Node, tuple[Node, ...]] = {}
    for slug in book.routes:
        inside = _longest(book, (slug, first_key(book, slug)), {}, inside=True)
        through = _longest(book, (slug, first_key(book, slug)), known, inside=False)
        if len(inside) > MOST_INSIDE:
            yield f"{slug}: {len(inside)} questions in a row, at most {MOST_INSIDE} may be: {_way(inside)}."
        if len(through) > MOST_THROUGH:
            yield (
                f"{slug}: {len(through)} questions in a row through other routes, "
                f"at most {MOST_THROUGH} may be: {_way(through)}."
            )


def _longest(
    book: Book, node: Node, known: dict[Node, tuple[Node, ...]], *, inside: bool
) -> tuple[Node, ...]:
    if node not in known:
        known[node] = ()  # a circle is reported elsewhere
        ways = [
            _longest(book, (target.slug, target.key), known, inside=inside)
            for target in next_questions(book, node)
            if not inside or target.slug == node[0]
        ]
        known[node] = (node, *max(ways, key=len, default=())) if book.question(*node) else ()
    return known[node]


def _way(nodes: list[Node] | tuple[Node, ...]) -> str:
    return " → ".join(f"{slug}/{key}" for slug, key in nodes)
