"""Whether every question and outcome of the guided routes has all that its screen needs, and not too much."""

import re
from collections.abc import Iterator

from guidance.routes.book import Book
from guidance.routes.schema import (
    COMMON,
    DIFFERENCES,
    LEVELS,
    PARENTS,
    READERS,
    WHEN,
    Answer,
    Outcome,
    Question,
    Route,
    Step,
)

QUESTION_KEY = re.compile(r"(?!(do|chart|start)$)[a-z][a-z0-9-]*")
OUTCOME_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")

# The steps that must be there at once, by level.
AT_ONCE = {"now": ("now",), "today": ("now", "today"), "plan": ()}
NEEDED_AT_ONCE = 2
FEWEST_STEPS = 3


def errors(book: Book) -> list[str]:
    """Return what is missing or too long, one sentence each, which starts with the route."""
    return [
        f"{route.slug}: {fault}"
        for route in (book.common, *book.routes.values())
        for fault in (*_of_route(route), *_of_questions(route), *_of_outcomes(book, route))
    ]


def _of_route(route: Route) -> Iterator[str]:
    if route.slug != COMMON:
        for name in ("title", "short_title", "summary", "lead", "start"):
            if not getattr(route, name):
                yield f"{name}: it is empty."
    for kind, nodes in (("question", route.questions), ("outcome", route.outcomes)):
        keys = [node.key for node in nodes]
        yield from (
            f"{kind} {key}: it is there twice." for key in sorted({k for k in keys if keys.count(k) > 1})
        )
    for door in route.also:
        yield from _of_answer("first screen", door)


def _of_questions(route: Route) -> Iterator[str]:
    for question in route.questions:
        place = f"question {question.key}"
        if not QUESTION_KEY.fullmatch(question.key):
            yield f"{place}: its key must be small letters and digits, and not do, chart or start."
        yield from (f"{place}: {fault}" for fault in _of_question(question))
        for answer in question.answers:
            yield from _of_answer(place, answer)


def _of_question(question: Question) -> Iterator[str]:
    if not question.title.endswith("?"):
        yield "its title must be a question and end with a question mark."
    if not question.why:
        yield "it does not say why we ask."
    if len(question.answers) < 2:
        yield "it needs at least two answers."
    yield from _too_many_words("its short title", question.short, 12)


def _of_answer(place: str, answer: Answer) -> Iterator[str]:
    yield from (f"{place}: {fault}" for fault in _too_long(f"the answer “{answer.label}”", answer.label, 90))
    yield from (
        f"{place}: {fault}"
        for fault in _too_many_words(f"the short answer “{answer.short}”", answer.short, 8)
    )


def _of_outcomes(book: Book, route: Route) -> Iterator[str]:
    for outcome in route.outcomes:
        for fault in (
            *_of_heading(outcome),
            *_of_steps(outcome),
            *_of_lists(outcome),
            *_of_parents(outcome),
            *_of_ring(book, outcome),
        ):
            yield f"outcome {outcome.key}: {fault}"
        for door in outcome.also:
            yield from _of_answer(f"outcome {outcome.key}", door)


def _of_heading(outcome: Outcome) -> Iterator[str]:
    if not OUTCOME_KEY.fullmatch(outcome.key):
        yield "its key must be small letters and digits."
    if outcome.level not in LEVELS:
        yield f"its level {outcome.level} is none of {', '.join(LEVELS)}."
    if outcome.reader not in READERS:
        yield f"its reader {outcome.reader} is none of {', '.join(READERS)}."
    if not outcome.title or not outcome.verdict:
        yield "it needs a title and a verdict."
    if not outcome.review:
        yield "it does not say who looks again, and when."
    yield from _too_long("its title", outcome.title, 70)
    yield from _too_long("its verdict", outcome.verdict, 200)
    yield from _too_many_words("its short title", outcome.short, 8)


def _of_steps(outcome: Outcome) -> Iterator[str]:
    if len(outcome.steps) < FEWEST_STEPS:
        yield f"it has {len(outcome.steps)} steps of its own, and needs {FEWEST_STEPS}."
    needed = AT_ONCE.get(outcome.level, ())
    at_once = sum(step.when in needed for step in outcome.steps)
    if needed and at_once < NEEDED_AT_ONCE:
        times = " or ".join(needed)
        yield f"level {outcome.level} needs {NEEDED_AT_ONCE} steps for {times}, and it has {at_once}."
    for step in outcome.steps:
        yield from (f"step “{step.title}”: {fault}" for fault in _of_step(step))
    order = [list(WHEN).index(step.when) for step in outcome.steps if step.when in WHEN]
    if order != sorted(order):
        yield "its steps must stand in the order of now, today, this week."


def _of_step(step: Step) -> Iterator[str]:
    if step.when not in WHEN:
        yield f"its time {step.when} is none of {', '.join(WHEN)}."
    for name, what in (
        ("title", "title"),
        ("text", "text"),
        ("who", "person who does it"),
        ("done", "way to see that it is done"),
    ):
        if not getattr(step, name):
            yield f"it has no {what}."
    if step.title.endswith("."):
        yield "its title ends with a full stop."
    yield from _too_long("its title", step.title, 60)


def _of_lists(outcome: Outcome) -> Iterator[str]:
    yield from _number("do_not", outcome.do_not, 2, 5)
    yield from _number("record", outcome.record, 1, 5)
    yield from _number("tell", outcome.tell, 1 if outcome.reader == "staff" else 0, 5)
    for text in outcome.do_not:
        if text.endswith(".") or not text[:1].islower():
            yield f"do_not “{text}”: it goes on after “Do not”, so no capital first and no full stop."
        yield from _too_long(f"do_not “{text}”", text, 60)
    yield from _too_long("do_not, all together,", "".join(outcome.do_not), 200)
    for item in outcome.differences:
        if item.label not in DIFFERENCES:
            yield f"differences: {item.label} is none of {', '.join(DIFFERENCES)}."
    if any(not item.text or not item.label for item in (*outcome.tell, *outcome.differences)):
        yield "a row of tell or differences is empty."


def _of_parents(outcome: Outcome) -> Iterator[str]:
    if outcome.parents.state not in PARENTS:
        yield f"parents: {outcome.parents.state} is none of {', '.join(PARENTS)}."
    if outcome.parents.state != "none" and not outcome.parents.words:
        yield "parents: there are no words to say, or reason to wait."


def _of_ring(book: Book, outcome: Outcome) -> Iterator[str]:
    yield from _number("ring", outcome.ring, 1, 4)
    for slug in outcome.ring:
        if slug not in book.helplines:
            yield f"ring: there is no public helpline {slug}."
    if not any(book.helplines[slug].phone for slug in outcome.ring if slug in book.helplines):
        yield "ring: none of these has a confirmed number."


def _number(name: str, items: tuple, fewest: int, most: int) -> Iterator[str]:
    if not fewest <= len(items) <= most:
        yield f"{name}: it has {len(items)}, and needs {fewest} to {most}."


def _too_long(what: str, text: str, most: int) -> Iterator[str]:
    if len(text) > most:
        yield f"{what} has {len(text)} characters, at most {most} may be."


def _too_many_words(what: str, text: str, most: int) -> Iterator[str]:
    if len(text.split()) > most:
        yield f"{what} has {len(text.split())} words, at most {most} may be."
