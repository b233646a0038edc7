"""What the screen of an outcome shows: now, do not and who above the fold, then each step in full."""

from collections.abc import Iterator
from dataclasses import dataclass

from guidance.routes.pages import Screens, level_label
from guidance.routes.schema import DIFFERENCES, PARENTS, WHEN, Outcome, Step

IN_THE_BOX = 4
"""How many steps the box at the top names: what fits above the fold of a phone with the numbers below it."""

URGENT = {"now": ("now",), "today": ("now", "today"), "plan": tuple(WHEN)}
"""Which steps come first at each level."""

PARENTS_BLOCKS = {
    "tell": ("parents-tell", "parents-not-yet", "other-families"),
    "not-yet": ("parents-not-yet", "parents-tell", "other-families"),
    "ask-first": ("parents-ask-first", "parents-not-yet", "other-families"),
}
"""The shared blocks below "Can I ring home?": what applies here comes first."""

RING_HOME = {**PARENTS, "tell": "Yes, today"}
"""The answer to "Can I ring home?"."""

LEAVE = "https://www.bbc.co.uk/weather"
"""A page that says nothing about the reader, for a child or a parent who has to leave quickly."""


@dataclass(frozen=True)
class Told:
    """A step as a page shows it: its number, the words, and the shared block that spells it out."""

    number: int
    step: Step
    text: str
    block_title: str = ""
    block: str = ""


@dataclass(frozen=True)
class Stretch:
    """The steps of one time: now, today, this week. Numbers run on through the page from ``first``."""

    when: str
    label: str
    steps: tuple[Told, ...]
    first: int

    @property
    def icon(self) -> str:
        """The disc that stands before the word: full, half, ring."""
        return _disc(self.when)


def above_the_fold(screens: Screens, outcome: Outcome) -> dict:
    """Return how soon, what first, what not, and whom to ring.

    How soon is when the first step is due: the level of the case stands on charts.
    """
    soonest = next((step.when for step in outcome.steps if step.when in WHEN), "")
    return {
        "outcome": outcome,
        "level": f"Act {(WHEN.get(soonest) or level_label(outcome)).lower()}",
        "disc": _disc(soonest) or outcome.level,
        "box": [step for step in outcome.steps if step.when in URGENT[outcome.level]][:IN_THE_BOX],
        "plates": screens.plates(outcome),
        "leave": LEAVE if outcome.reader in {"child", "parent"} else "",
    }


def below_the_fold(screens: Screens, outcome: Outcome) -> dict:
    """Return the steps with how and when they are done, and everything after them."""
    return {
        "stretches": list(_stretches(screens, outcome)),
        "tell": screens.rows(outcome.tell),
        "parents": RING_HOME[outcome.parents.state],
        "parents_words": screens.html(outcome.parents.words),
        "record": screens.items(outcome.record),
        "differences": screens.rows(outcome.differences, DIFFERENCES),
        "doors": screens.doors(outcome.also),
        "review": screens.html(outcome.review),
        "links": screens.links(outcome.links),
        **{place: screens.blocks(keys) for place, keys in _shared_blocks(outcome).items()},
    }


def _shared_blocks(outcome: Outcome) -> dict[str, list[str]]:
    """Return which shared blocks stand where after the steps: none that stands before, on the same page.

    What to write down in a child's safeguarding record is for staff: nobody else keeps one.
    """
    folds = {
        "parents_blocks": PARENTS_BLOCKS.get(outcome.parents.state, ()),
        "removal": outcome.removal,
        "record_blocks": ("record",) if outcome.reader == "staff" else (),
    }
    spelt_out = {step.block for step in outcome.steps}
    shown = {place: [key for key in keys if key not in spelt_out] for place, keys in folds.items()}
    told = spelt_out.union(*shown.values())
    return {**shown, "blocks": [key for key in outcome.blocks if key not in told], "limits": ["limits"]}


def _disc(when: str) -> str:
    return "plan" if when == "week" else when


def _stretches(screens: Screens, outcome: Outcome) -> Iterator[Stretch]:
    first = 1
    for when, label in WHEN.items():
        due = [step for step in outcome.steps if step.when == when]
        steps = tuple(_told(screens, number, step) for number, step in enumerate(due, start=first))
        if steps:
            yield Stretch(when, label, steps, first)
            first += len(steps)


def _told(screens: Screens, number: int, step: Step) -> Told:
    block = screens.book.blocks.get(step.block)
    title, text = (block.title, screens.html(block.text)) if block else ("", "")
    return Told(number, step, screens.html(step.text), title, text)
