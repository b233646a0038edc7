"""Guided routes as data: what an edition freezes and what pages, charts and checks read.

A route has questions, whose answers lead on, and outcomes, where it ends. Nothing here knows a database.
A reference says where an answer leads:

- ``n2``: a question of the same route; ``start`` its first question after danger and role; ``role``
- ``do/n5``: an outcome of the same route
- ``blackmail/s2``, ``harm/do/h9``: the same in another route
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

COMMON = "common"
"""The route that no page shows: danger, role and what else every route has unless it has its own."""

DANGER, ROLE, START = "danger", "role", "start"

LEVELS = {"now": "Now", "today": "Today", "plan": "Plan"}
WHEN = {"now": "Now", "today": "Today", "week": "This week"}
READERS = ("staff", "parent", "child", "adult")
RING = {
    **dict.fromkeys(
        ("staff", "parent", "adult"),
        ("emergency-999", "police-non-emergency", "front-door", "front-door-out-of-hours"),
    ),
    "child": ("emergency-999", "childline"),
}
"""Whom an outcome offers to ring unless it says something else, by its reader."""
PARENTS = {"tell": "Tell today", "not-yet": "Not yet", "ask-first": "Ask first", "none": "Does not apply"}
DIFFERENCES = {
    "early-years": "Early years group",
    "childminder": "Childminder",
    "club": "Club, tutor or other out-of-school setting",
    "school": "School",
    "independent": "Independent or boarding school",
    "post-16": "College or sixth form",
    "send": "Special educational needs and disabilities (SEND)",
    "alternative": "Alternative provision, home education, missing from education",
    "looked-after": "Child in care",
    "out-of-hours": "Evening, weekend or holiday",
    "other-area": "The child or the adult belongs to another area",
}


@dataclass(frozen=True)
class Answer:
    """One answer to a question, or a door at the foot of a screen, and the reference where it leads.

    ``unsure`` marks "I'm not sure". ``short`` is the label on the chart, where the label is too long.
    """

    label: str
    next: str
    hint: str = ""
    unsure: bool = False
    short: str = ""


@dataclass(frozen=True)
class Question:
    """A closed question. ``known`` says that whoever is asked knows, so no "I'm not sure" is needed."""

    key: str
    title: str
    answers: tuple[Answer, ...]
    hint: str = ""
    why: str = ""
    known: bool = False
    short: str = ""


@dataclass(frozen=True)
class Step:
    """One thing to do: when, what in a few words, how (Markdown), who does it, how one knows it is done."""

    when: str
    title: str
    text: str
    who: str
    done: str
    block: str = ""


@dataclass(frozen=True)
class Parents:
    """Whether parents are told: a key of ``PARENTS``, and words to say (Markdown)."""

    state: str
    words: str = ""


@dataclass(frozen=True)
class Labelled:
    """A text (Markdown) under a label: whom to tell and how; a kind of setting and what differs there."""

    label: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """Where a route ends: what to do now, today and this week, and what not to do.

    ``ring`` names the helplines on its call buttons, ``removal`` and ``blocks`` shared blocks by key,
    ``also`` other doors ("It is different if"), ``links`` resources and pages to read (see the loader),
    ``facts`` the codes of the facts it rests on, for editors only. ``short`` and ``chart`` are its words on
    the one-page chart: whom to ring or what to do in a few words, and one or two lines below.
    """

    key: str
    level: str
    title: str
    verdict: str
    steps: tuple[Step, ...]
    do_not: tuple[str, ...]
    record: tuple[str, ...]
    parents: Parents
    review: str
    ring: tuple[str, ...] = ()
    tell: tuple[Labelled, ...] = ()
    removal: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    differences: tuple[Labelled, ...] = ()
    also: tuple[Answer, ...] = ()
    links: tuple[str, ...] = ()
    reader: str = "staff"
    facts: tuple[str, ...] = ()
    short: str = ""
    chart: str = ""

    def texts(self) -> Iterator[str]:
        """Yield every Markdown text in it."""
        yield from (step.text for step in self.steps)
        yield from (item.text for item in (*self.tell, *self.differences))
        yield from (*self.do_not, *self.record, self.parents.words, self.review)


@dataclass(frozen=True)
class Chart:
    """What the one-page chart says beside the boxes: rules that always hold, what not to do, and so on."""

    rules: tuple[Labelled, ...] = ()
    do_not: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    aside: tuple[Labelled, ...] = ()

    def texts(self) -> Iterator[str]:
        """Yield every Markdown text in it."""
        yield from (item.text for item in (*self.rules, *self.aside))
        yield from (*self.do_not, *self.today, *self.record)


@dataclass(frozen=True)
class Block:
    """A text that outcomes, pages and hand-outs share, written once (Markdown)."""

    key: str
    title: str
    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Route:
    """One guided route at one edition. ``also`` are doors on its first screen."""

    slug: str
    title: str
    short_title: str
    lead: str
    order: int
    start: str
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]
    summary: str = ""
    sources: tuple[str, ...] = ()
    also: tuple[Answer, ...] = ()
    chart: Chart = Chart()
    issued_on: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None

    def question(self, key: str) -> Question | None:
        """Return its own question of this key."""
        return next((question for question in self.questions if question.key == key), None)

    def outcome(self, key: str) -> Outcome | None:
        """Return its own outcome of this key."""
        return next((outcome for outcome in self.outcomes if outcome.key == key), None)
