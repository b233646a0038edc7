"""All guided routes together, with what their texts refer to: what pages, charts and checks read.

``find`` follows a reference; ``parent`` and ``trail`` go back, within one route, for nothing is remembered
of a reader. No database: a book is made from rows, from the last published copy, or from the fixtures.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from guidance.helpline_names import Number
from guidance.includes import Document, FactNote
from guidance.routes.schema import (
    COMMON,
    DANGER,
    ROLE,
    START,
    Answer,
    Block,
    Outcome,
    Question,
    Route,
)
from guidance.routes.unfreeze import unfreeze

OUTCOME_PREFIX = "do/"


class UnknownReferenceError(LookupError):
    """A reference to a question or outcome that is not there."""


@dataclass(frozen=True)
class Target:
    """Where a reference leads: a question or an outcome, and the route under whose address it stands."""

    slug: str
    node: Question | Outcome

    @property
    def key(self) -> str:
        return self.node.key

    @property
    def question(self) -> Question | None:
        """The question, unless it is an outcome."""
        return self.node if isinstance(self.node, Question) else None

    @property
    def outcome(self) -> Outcome | None:
        """The outcome, unless it is a question."""
        return self.node if isinstance(self.node, Outcome) else None


@dataclass(frozen=True)
class Taken:
    """A question on the way, and those of its answers that lead on: nobody remembers which it was."""

    question: Question
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Book:
    """Every route that readers may see, and everything that their screens print.

    ``pages`` are the titles of what a text may link inside this site, by reference: ``guidance:<slug>``,
    ``handout:<slug>``, ``page:<name of the address>``.
    """

    routes: dict[str, Route]
    common: Route
    blocks: dict[str, Block] = field(default_factory=dict)
    helplines: dict[str, Number] = field(default_factory=dict)
    resources: dict[str, Document] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    facts: dict[str, FactNote] = field(default_factory=dict)

    @property
    def in_order(self) -> list[Route]:
        """The routes as the start page lists them."""
        return sorted(self.routes.values(), key=lambda route: (route.order, route.slug))

    def questions(self, slug: str) -> tuple[Question, ...]:
        """Return the questions of a route in the order of asking: danger, role, its own."""
        first = (self.question(slug, key) for key in (DANGER, ROLE))
        own = (one for one in self.routes[slug].questions if one.key not in {DANGER, ROLE})
        return (*(one for one in first if one), *own)

    def outcomes(self, slug: str) -> tuple[Outcome, ...]:
        """Return the outcomes of a route: its own, then those of all routes for which it has none."""
        own = self.routes[slug].outcomes
        keys = {one.key for one in own}
        return (*own, *(one for one in self.common.outcomes if one.key not in keys))

    def question(self, slug: str, key: str) -> Question | None:
        """Return a route's question of this key, or the one that all routes have."""
        route = self.routes.get(slug)
        return (route.question(key) or self.common.question(key)) if route else None

    def outcome(self, slug: str, key: str) -> Outcome | None:
        """Return a route's outcome of this key, or the one that all routes have."""
        route = self.routes.get(slug)
        return (route.outcome(key) or self.common.outcome(key)) if route else None

    def find(self, ref: str, slug: str) -> Target:
        """Return where ``ref`` leads from the route ``slug``. Raises UnknownReferenceError."""
        place, key, is_outcome = split(ref, slug)
        if place not in self.routes or place == COMMON:
            raise UnknownReferenceError(ref)
        if key == START and not is_outcome:
            key = self.routes[place].start
        node = self.outcome(place, key) if is_outcome else self.question(place, key)
        if node is None:
            raise UnknownReferenceError(ref)
        return Target(place, node)

    def target(self, answer: Answer, slug: str) -> Target | None:
        """Return where ``answer`` of the route ``slug`` leads; None for nowhere."""
        try:
            return self.find(answer.next, slug)
        except UnknownReferenceError:
            return None

    def lead(self, question: Question, slug: str) -> Iterator[tuple[Answer, Target]]:
        """Yield the answers of ``question`` with where they lead; those that lead nowhere are left out."""
        for answer in question.answers:
            if target := self.target(answer, slug):
                yield answer, target

    def parent(self, slug: str, key: str) -> Taken | None:
        """Return the question before the question ``key`` of this route, with the answers that lead on.

        None for the first one.
        """
        return self._before(slug, key, is_outcome=False)

    def trail(self, slug: str, key: str, *, is_outcome: bool = False) -> tuple[Taken, ...]:
        """Return the questions from the first one to this node within its route, with the answers taken.

        For an outcome by way of the first question that leads to it; nothing where only a door does.
        """
        trail: list[Taken] = []
        step = self._before(slug, key, is_outcome=is_outcome)
        while step and step not in trail:
            trail.insert(0, step)
            step = self._before(slug, step.question.key, is_outcome=False)
        return tuple(trail)

    def _before(self, slug: str, key: str, *, is_outcome: bool) -> Taken | None:
        wanted = Outcome if is_outcome else Question
        if key == DANGER and not is_outcome:
            return None
        for question in self.questions(slug):
            answers = tuple(
                answer
                for answer, target in self.lead(question, slug)
                if target.slug == slug and target.key == key and isinstance(target.node, wanted)
            )
            if answers:
                return Taken(question, answers)
        return None

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return _plain(asdict(self))

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Book":
        """Return the book that ``as_data`` wrote. Raises TypeError, ValueError or AttributeError."""
        return unfreeze(cls, data)


def split(ref: str, slug: str) -> tuple[str, str, bool]:
    """Return the route, the key, and whether it names an outcome, of ``ref`` as seen from route ``slug``."""
    head, slash, rest = ref.partition("/")
    if slash and head != OUTCOME_PREFIX.rstrip("/"):
        slug, ref = head, rest
    is_outcome = ref.startswith(OUTCOME_PREFIX)
    return slug, ref.removeprefix(OUTCOME_PREFIX), is_outcome


def route_as_data(route: Route) -> dict[str, Any]:
    """Return one route as an edition keeps it."""
    return _plain(asdict(route))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
