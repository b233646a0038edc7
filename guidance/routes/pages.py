"""What the screens of guided routes show, put together from the book; no database, no request.

Answers are addresses, so nothing has to be remembered: the way back and "how you got here" come from the
graph, in which each question has one parent within its route.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from guidance import includes, markup
from guidance.routes.book import Book, Target, UnknownReferenceError
from guidance.routes.schema import (
    DANGER,
    LEVELS,
    RING,
    WHEN,
    Answer,
    Labelled,
    Outcome,
    Question,
)

EMERGENCY = "emergency-999"
PLATES = {
    EMERGENCY: "In danger now",
    "police-non-emergency": "Police",
    "front-door": "Kent, office hours",
    "front-door-out-of-hours": "Kent, other times",
}
"""Names of numbers that are short enough for four call buttons side by side."""


@dataclass(frozen=True)
class Link:
    """A link with its words, and a line below it."""

    label: str
    url: str
    hint: str = ""


@dataclass(frozen=True)
class Plate:
    """One call button."""

    label: str
    phone: str


@dataclass(frozen=True)
class Passed:
    """One question on the way here, the answer that leads on, and where to change it."""

    question: str
    answer: str
    url: str


@dataclass(frozen=True)
class Row:
    """A label and words as HTML."""

    label: str
    text: str


class Screens:
    """The screens of one route in a book."""

    def __init__(self, book: Book, slug: str) -> None:
        self.book, self.slug = book, slug
        self.route = book.routes[slug]

    def address(self, ref: str) -> str:
        """Return the address of what ``ref`` names from this route."""
        return address(self.book.find(ref, self.slug))

    def answers(self, question: Question) -> list[Link]:
        """Return the answers of ``question`` as links, in order."""
        return [self._link(answer) for answer in question.answers]

    def doors(self, doors: Iterable[Answer]) -> list[Link]:
        """Return other doors as links."""
        return [self._link(door) for door in doors]

    def doors_beside(self, question: Question) -> list[Link]:
        """Return the doors of the route to which no answer of ``question`` leads."""
        led_to = {self.address(answer.next) for answer in question.answers}
        return [door for door in self.doors(self.route.also) if door.url not in led_to]

    def trail(self, key: str, *, is_outcome: bool = False) -> list[Passed]:
        """Return the questions before this node with the answers that lead here, by the graph."""
        return [
            Passed(
                taken.question.short or taken.question.title,
                _either(answer.short or answer.label for answer in taken.answers),
                self.question_address(taken.question.key),
            )
            for taken in self.book.trail(self.slug, key, is_outcome=is_outcome)
        ]

    def question_address(self, key: str) -> str:
        """Return the address of one of its questions; the first is the route's own."""
        if key == DANGER:
            return reverse("guidance:route", args=[self.slug])
        return reverse("guidance:route_question", args=[self.slug, key])

    def plates(self, outcome: Outcome | None = None) -> list[Plate]:
        """Return the call buttons: whom to ring, for ``outcome`` or in general; for danger always first.

        Those for an outcome may have been withdrawn since: nobody is left without a number.
        """
        return self._plates(outcome.ring if outcome else ()) or self._plates(RING["staff"])

    def _plates(self, slugs: Iterable[str]) -> list[Plate]:
        first = sorted(slugs, key=lambda slug: slug != EMERGENCY)
        numbers = [self.book.helplines.get(slug) for slug in first]
        return [
            Plate(PLATES.get(number.slug, number.title), number.phone)
            for number in numbers
            if number and number.phone
        ]

    def html(self, text: str) -> str:
        """Return Markdown ``text`` as HTML, with the numbers, addresses and blocks that it names."""
        return markup.render(includes.expand(text, self.book, self.slug))

    def items(self, texts: Iterable[str]) -> str:
        """Return ``texts`` as a bulleted list."""
        return self.html("\n".join(f"- {text}" for text in texts))

    def block(self, key: str) -> Row:
        """Return a shared block."""
        block = self.book.blocks[key]
        return Row(block.title, self.html(block.text))

    def blocks(self, keys: Iterable[str]) -> list[Row]:
        """Return shared blocks, those that are there."""
        return [self.block(key) for key in keys if key in self.book.blocks]

    def rows(self, items: Iterable[Labelled], labels: dict[str, str] | None = None) -> list[Row]:
        """Return labelled texts as rows; ``labels`` puts keys into words."""
        return [Row((labels or {}).get(item.label, item.label), self.html(item.text)) for item in items]

    def links(self, targets: Iterable[str]) -> list[Link]:
        """Return what to read, as links; what was withdrawn since is left out."""
        return [
            Link(title, includes.address(target, self.book, self.slug))
            for target in targets
            if (title := self._title(target))
        ]

    def _title(self, target: str) -> str:
        """Return what the document, page or route behind ``target`` is called; empty if it is not there."""
        kind, _, key = target.partition(":")
        if kind == "resource":
            document = self.book.resources.get(key)
            return document.title if document else ""
        if kind == "route":
            return self._route_title(key)
        return self.book.pages.get(target, "")

    def _route_title(self, ref: str) -> str:
        place = self.book.routes.get(ref)
        try:
            return place.title if place else self.book.find(ref, self.slug).node.title
        except UnknownReferenceError:
            return ""

    def _link(self, answer: Answer) -> Link:
        return Link(answer.label, self.address(answer.next), answer.hint)


def address(target: Target) -> str:
    """Return the address of a question or an outcome."""
    if target.outcome:
        return reverse("guidance:route_outcome", args=[target.slug, target.outcome.key])
    if target.question and target.question.key != DANGER:
        return reverse("guidance:route_question", args=[target.slug, target.question.key])
    return reverse("guidance:route", args=[target.slug])


def level_label(outcome: Outcome) -> str:
    """Return how soon, in words: nobody plans in the engine's word for it."""
    return WHEN["week"] if outcome.level == "plan" else LEVELS[outcome.level]


def _either(labels: Iterable[str]) -> str:
    """Join the answers one of which was chosen into one phrase: "Under 18, or not sure"."""
    first, *others = labels
    return ", or ".join([first, *(_inside_a_sentence(label.removeprefix("I’m ")) for label in others)])


def _inside_a_sentence(label: str) -> str:
    is_name = label.startswith("I ") or label[1:2].isupper()
    return label if is_name else label[:1].lower() + label[1:]
