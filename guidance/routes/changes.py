"""What differs between two texts of a guided route, question by question and outcome by outcome."""

from collections.abc import Iterator
from dataclasses import dataclass

from guidance.routes.schema import LEVELS, PARENTS, Answer, Chart, Labelled, Outcome, Question, Route, Step

NEW, CHANGED, GONE = "New", "Changed", "Taken out"
Words = dict[str, str]
"""The words of one node by what an adviser calls each of them."""


@dataclass(frozen=True)
class WordsChange:
    """One text of a node, before and after; empty where there was or is none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class NodeChange:
    """A question, an outcome, or the route itself, and what differs in it."""

    kind: str
    place: str
    title: str
    words: tuple[WordsChange, ...]


def compare(before: Route | None, after: Route) -> list[NodeChange]:
    """Return what differs from ``before`` (nothing: everything is new) to ``after``, in its order."""
    old, new = _nodes(before) if before else {}, _nodes(after)
    found = [_change(place, old.get(place), node) for place, node in new.items()]
    found += [_change(place, node, None) for place, node in old.items() if place not in new]
    return [change for change in found if change.words]


def _change(place: str, before: tuple[str, Words] | None, after: tuple[str, Words] | None) -> NodeChange:
    old, new = before[1] if before else {}, after[1] if after else {}
    kind = CHANGED if before and after else NEW if after else GONE
    labels = dict.fromkeys([*new, *old])
    words = tuple(
        WordsChange(label, old.get(label, ""), new.get(label, ""))
        for label in labels
        if old.get(label, "") != new.get(label, "")
    )
    return NodeChange(kind, place, (after or before or ("",))[0], words)


def _nodes(route: Route) -> dict[str, tuple[str, Words]]:
    nodes = {"The route itself": (route.title, _of_route(route))}
    nodes |= {f"Question {one.key}": (one.title, _of_question(one)) for one in route.questions}
    nodes |= {f"Outcome {one.key}": (one.title, _of_outcome(one)) for one in route.outcomes}
    return nodes


def _of_route(route: Route) -> Words:
    return {
        "Title": route.title,
        "Short title": route.short_title,
        "Summary": route.summary,
        "Lead": route.lead,
        "Place in the list": str(route.order),
        "First question": route.start,
        "Other doors": _doors(route.also),
        "Rests on": "\n".join(sorted(route.sources)),
        "Order of questions": "\n".join(one.key for one in route.questions),
        "Order of outcomes": "\n".join(one.key for one in route.outcomes),
        **_of_chart(route.chart),
    }


def _of_chart(chart: Chart) -> Words:
    return {
        "Chart: rules": _rows(chart.rules),
        "Chart: do not": "\n".join(chart.do_not),
        "Chart: today": "\n".join(chart.today),
        "Chart: write down": "\n".join(chart.record),
        "Chart: beside it": _rows(chart.aside),
    }


def _of_question(question: Question) -> Words:
    return {
        "Question": question.title,
        "Hint": question.hint,
        "Why we ask": question.why,
        "On the chart": question.short,
        "Always known": "Yes" if question.known else "No",
        "Answers": _doors(question.answers),
    }


def _of_outcome(outcome: Outcome) -> Words:
    return {
        "How soon": LEVELS.get(outcome.level, outcome.level),
        "Title": outcome.title,
        "Verdict": outcome.verdict,
        **dict(_of_steps(outcome.steps)),
        **_lists(outcome),
        "Who to tell": _rows(outcome.tell),
        "Parents": PARENTS.get(outcome.parents.state, outcome.parents.state),
        "What to say to parents": outcome.parents.words,
        "What differs": _rows(outcome.differences),
        "It is different if": _doors(outcome.also),
        "Who looks again": outcome.review,
        "Who reads it": outcome.reader,
        "On the chart": outcome.short,
        "Below it on the chart": outcome.chart,
    }


def _lists(outcome: Outcome) -> Words:
    lists = {
        "Call buttons": outcome.ring,
        "Do not": outcome.do_not,
        "Write down": outcome.record,
        "Taking it down": outcome.removal,
        "Shared blocks": outcome.blocks,
        "Read more": outcome.links,
        "Facts": outcome.facts,
    }
    return {label: "\n".join(items) for label, items in lists.items()}


def _of_steps(steps: tuple[Step, ...]) -> Iterator[tuple[str, str]]:
    for step in steps:
        block = f"\nShared block: {step.block}" if step.block else ""
        words = f"{step.when}: {step.text}\nWho: {step.who}\nDone when: {step.done}{block}"
        yield f"Step “{step.title}”", words
    yield "Steps in order", "\n".join(step.title for step in steps)


def _doors(doors: tuple[Answer, ...]) -> str:
    return "\n\n".join(_door(door) for door in doors)


def _door(door: Answer) -> str:
    notes = {"Hint": door.hint, "On the chart": door.short, "Not sure": "Yes" if door.unsure else ""}
    lines = [f"{label}: {words}" for label, words in notes.items() if words]
    return "\n".join([f"{door.label} → {door.next}", *lines])


def _rows(rows: tuple[Labelled, ...]) -> str:
    return "\n".join(f"{row.label}: {row.text}" for row in rows)
