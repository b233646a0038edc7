"""A guided route as one nested list for whoever edits it: each question, its answers, where they lead.

Made from a draft, which may be wrong: an answer that leads nowhere is shown as such, a question that was met
before is named and not repeated, and what no answer leads to stands apart. The faults of the check are put
beside the question or outcome that they are about.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from guidance.routes.book import Book, UnknownReferenceError, split
from guidance.routes.pages import level_label
from guidance.routes.schema import COMMON, DANGER, START, Answer, Outcome, Question, Route

QUESTION, OUTCOME, JUMP, ROUTE_OWN, NOWHERE = "question", "outcome", "jump", "own", "nowhere"
LABELS = {
    "do_not": "“Do not”",
    "ring": "call buttons",
    "tell": "who to tell",
    "record": "what to write down",
    "short_title": "short title",
    "start": "first question",
}
PLACE = re.compile(
    r"(?P<slug>[a-z0-9-]+): (?:(?P<kind>question|outcome) (?P<key>[a-z0-9-]+): )?(?P<words>.*)"
)


@dataclass(frozen=True)
class Entry:
    """One line of the list: the answers that lead here, what stands here, and what follows."""

    kind: str
    slug: str
    key: str
    title: str
    answers: tuple[Answer, ...] = ()
    level: str = ""
    level_label: str = ""
    is_again: bool = False
    """Whether it was met before, so that what follows stands there."""
    faults: tuple[str, ...] = ()
    entries: "tuple[Entry, ...]" = ()


@dataclass(frozen=True)
class Outline:
    """The whole list: the ways from the first question, what only doors lead to, and faults of no node."""

    first: Entry | None
    apart: tuple[Entry, ...]
    faults: tuple[str, ...]
    elsewhere: tuple[str, ...]
    """Faults of other routes, or of shared blocks, that this draft would bring about."""


def outline(book: Book, route: Route, errors: Iterable[str]) -> Outline:
    """Return the list of ``route``, which ``book`` has, with ``errors`` of the check put beside its nodes."""
    return _Drawing(book, route, tuple(errors)).whole()


def sorted_faults(errors: Iterable[str], slug: str) -> tuple[dict[tuple[str, str], list[str]], list[str]]:
    """Return the errors of the route ``slug`` by kind and key of the node, and those of other routes.

    What is about the route as a whole stands under two empty texts.
    """
    own: dict[tuple[str, str], list[str]] = {}
    elsewhere = []
    for error in errors:
        match = PLACE.fullmatch(error)
        if match and match["slug"] == slug:
            own.setdefault((match["kind"] or "", match["key"] or ""), []).append(
                _sentence(in_words(match["words"]))
            )
        else:
            elsewhere.append(in_words(error))
    return own, elsewhere


def in_words(error: str) -> str:
    """Return what the check says of a field by the name that the field has in the forms."""
    for name, label in LABELS.items():
        error = re.sub(rf"(?<![\w“]){name}(?=:| “|, all)", label, error)
    return error


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


class _Drawing:
    """Draws one route, and remembers which questions were met."""

    def __init__(self, book: Book, route: Route, errors: tuple[str, ...]) -> None:
        self.book, self.route = book, route
        self.faults, self.elsewhere = sorted_faults(errors, route.slug)
        self.met: set[tuple[str, str]] = set()

    def whole(self) -> Outline:
        first = self.question(DANGER) or self.question(self.route.start)
        drawn = self._of_question(first, ()) if first else None
        questions = [one for one in self.route.questions if (QUESTION, one.key) not in self.met]
        apart = [self._of_question(one, ()) for one in questions if (QUESTION, one.key) not in self.met]
        outcomes = [one for one in self.route.outcomes if (OUTCOME, one.key) not in self.met]
        apart += [self._of_outcome(one, ()) for one in outcomes]
        return Outline(drawn, tuple(apart), tuple(self.faults.get(("", ""), ())), tuple(self.elsewhere))

    def question(self, key: str) -> Question | None:
        return self.route.question(key) or self.book.common.question(key)

    def outcome(self, key: str) -> Outcome | None:
        return self.route.outcome(key) or self.book.common.outcome(key)

    def _of_question(self, question: Question, answers: tuple[Answer, ...]) -> Entry:
        place = (QUESTION, question.key)
        is_again = place in self.met
        self.met.add(place)
        ends: dict[str, list[Answer]] = {}
        for answer in () if is_again else question.answers:
            ends.setdefault(answer.next, []).append(answer)
        return Entry(
            *(QUESTION, self.route.slug, question.key, question.title, answers),
            is_again=is_again,
            faults=tuple(self.faults.get(place, ())),
            entries=tuple(self._lead(ref, tuple(same)) for ref, same in ends.items()),
        )

    def _of_outcome(self, outcome: Outcome, answers: tuple[Answer, ...]) -> Entry:
        place = (OUTCOME, outcome.key)
        self.met.add(place)
        return Entry(
            *(OUTCOME, self.route.slug, outcome.key, outcome.title, answers, outcome.level),
            level_label=level_label(outcome),
            faults=tuple(self.faults.get(place, ())),
        )

    def _lead(self, ref: str, answers: tuple[Answer, ...]) -> Entry:
        slug, key, is_outcome = split(ref, self.route.slug)
        if slug != self.route.slug:
            return self._jump(ref, slug, answers)
        if key == START and not is_outcome:
            if self.route.slug == COMMON:
                return Entry(ROUTE_OWN, slug, key, "The first question of each route", answers)
            key = self.route.start
        if is_outcome and (outcome := self.outcome(key)):
            return self._of_outcome(outcome, answers)
        if not is_outcome and (question := self.question(key)):
            return self._of_question(question, answers)
        if self.route.slug == COMMON and is_outcome:
            return Entry(ROUTE_OWN, slug, key, f"Each route’s own outcome “{key}”", answers)
        return Entry(NOWHERE, slug, ref, f"{ref} is not there", answers)

    def _jump(self, ref: str, slug: str, answers: tuple[Answer, ...]) -> Entry:
        try:
            target = self.book.find(ref, self.route.slug)
        except UnknownReferenceError:
            return Entry(NOWHERE, slug, ref, f"{ref} is not there", answers)
        level = target.outcome.level if target.outcome else ""
        label = level_label(target.outcome) if target.outcome else ""
        kind = "outcome" if target.outcome else "question"
        title = f"Goes on in “{self.book.routes[slug].short_title}”, {kind} {target.key}: {target.node.title}"
        return Entry(JUMP, slug, target.key, title, answers, level, label)
