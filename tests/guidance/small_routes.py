"""A book of guided routes as small as its rules allow. ``book()`` is sound; tests break one thing of it."""

from dataclasses import replace

from guidance.helpline_names import Number
from guidance.includes import Document
from guidance.routes.book import Book
from guidance.routes.schema import (
    Answer,
    Block,
    Labelled,
    Outcome,
    Parents,
    Question,
    Route,
    Step,
)

UNSURE = "I’m not sure"


def step(when: str = "now", **fields) -> Step:
    told = {"title": "Ring the parents", "text": "Ring {childline}.", "who": "DSL", "done": "They know."}
    return Step(when, **{**told, **fields})


def outcome(key: str, level: str = "now", **fields) -> Outcome:
    told = {
        "title": f"The end {key}",
        "verdict": "This is how it is.",
        "steps": (step(), step(), step("today", block="record")),
        "do_not": ("look", "ask twice"),
        "record": ("the time",),
        "parents": Parents("tell", "Ring them."),
        "review": "Look again tomorrow.",
        "ring": ("childline",),
        "tell": (Labelled("Police", "Ring 999."),),
        "links": ("resource:kcsie", "guidance:early-years"),
    }
    return Outcome(key, level, **{**told, **fields})


def question(key: str, *leads: str, **fields) -> Question:
    """A question whose answers lead to ``leads``; the last one is "I'm not sure"."""
    *sure, unsure = leads
    answers = tuple(Answer(f"Answer {number}", lead) for number, lead in enumerate(sure))
    told = {"why": "So that we know.", "answers": (*answers, Answer(UNSURE, unsure, unsure=True))}
    return Question(key, f"What about {key}?", **{**told, **fields})


def common() -> Route:
    danger = question("danger", "role", "do/999")
    role = question("role", "start", "do/child", known=True)
    return route("common", start="danger", questions=(danger, role), outcomes=(outcome("999"),))


def route(slug: str, **fields) -> Route:
    told = {
        "title": f"Route {slug}",
        "short_title": slug,
        "summary": "What it does.",
        "lead": "What it does.",
        "order": 10,
        "start": "q1",
        "questions": (question("q1", "q2", "do/a", "q2"), question("q2", "do/b", "do/a")),
        "outcomes": (outcome("a"), outcome("b", "plan"), outcome("child")),
        "sources": ("kcsie",),
    }
    return Route(slug, **{**told, **fields})


def book(*routes: Route, **fields) -> Book:
    """The book of these routes, or of one route "one"."""
    told = {
        "common": common(),
        "routes": {one.slug: one for one in routes or (route("one"),)},
        "blocks": {"record": Block("record", "What to write down", "Ring {childline}.")},
        "helplines": {"childline": Number("childline", "Childline", "0800 1111")},
        "resources": {"kcsie": Document("kcsie", "Keeping children safe in education", "https://gov.uk/k")},
        "pages": {"guidance:early-years": "Early years", "page:front_door": "Front Door"},
    }
    return Book(**{**told, **fields})


def with_outcome(**fields) -> Book:
    """The book whose first outcome differs in these fields."""
    one = route("one")
    first, *others = one.outcomes
    return book(replace(one, outcomes=(replace(first, **fields), *others)))


def with_question(**fields) -> Book:
    """The book whose first question differs in these fields."""
    one = route("one")
    first, *others = one.questions
    return book(replace(one, questions=(replace(first, **fields), *others)))


def with_step(**fields) -> Book:
    """The book whose first step differs in these fields."""
    return with_outcome(steps=(step(**fields), step(), step("today")))
