"""A route on one sheet. Made from the questions and outcomes that its screens show, so it cannot differ.

Danger stands at the top of every chart and the role is left out: whoever holds the sheet knows who they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from guidance.routes.book import Target
from guidance.routes.pages import Row, Screens, address, level_label
from guidance.routes.schema import DANGER, ROLE, Answer, Question

UNSURE = "unsure"


@dataclass(frozen=True)
class Way:
    """Answers that lead to one place, and that place: an outcome, a question below, or another chart."""

    label: str
    url: str
    level: str = ""
    level_label: str = ""
    title: str = ""
    words: str = ""
    go_to: int = 0
    """The number of the question below that it leads to; 0 for an outcome."""

    elsewhere: Target | None = None
    """The question of another route that it leads to."""


@dataclass(frozen=True)
class Box:
    """One question with its ways."""

    number: int
    question: Question
    title: str
    ways: tuple[Way, ...]

    @property
    def is_wide(self) -> bool:
        """Whether four ways side by side need fewer rows than three."""
        return len(self.ways) in {4, 7, 8}


@dataclass(frozen=True)
class Sheet:
    """A whole chart."""

    boxes: tuple[Box, ...]
    rules: list[Row]
    do_not: str
    today: str
    record: str
    aside: list[Row]


def chart_of(screens: Screens) -> Sheet:
    """Return the chart of a route."""
    chart = screens.route.chart
    questions = [question for question in screens.route.questions if question.key not in {DANGER, ROLE}]
    numbers = {question.key: number for number, question in enumerate(questions, start=1)}
    return Sheet(
        boxes=tuple(
            Box(
                numbers[question.key],
                question,
                question.short or question.title,
                tuple(_ways(screens, question, numbers)),
            )
            for question in questions
        ),
        rules=screens.rows(chart.rules),
        do_not=screens.items(chart.do_not),
        today=screens.items(chart.today),
        record=screens.items(chart.record),
        aside=screens.rows(chart.aside),
    )


def _ways(screens: Screens, question: Question, numbers: dict[str, int]) -> Iterator[Way]:
    """Yield the ways of ``question``, answers with the same end as one."""
    ends: dict[str, list[Answer]] = {}
    for answer in question.answers:
        ends.setdefault(answer.next, []).append(answer)
    for ref, answers in ends.items():
        yield _way(screens, screens.book.find(ref, screens.slug), _label(answers), numbers)


def _label(answers: list[Answer]) -> str:
    """Put the answers that lead one way into a few words; "unsure" joins the others."""
    sure = [answer.short or answer.label for answer in answers if not answer.unsure]
    words = [*sure, UNSURE] if len(sure) < len(answers) else sure
    label = " · ".join(words[:-1]) + (" or " if words[:-1] else "") + words[-1]
    return label[:1].upper() + label[1:]


def _way(screens: Screens, target: Target, label: str, numbers: dict[str, int]) -> Way:
    url = address(target)
    if target.outcome:
        outcome = target.outcome
        title = outcome.short or outcome.title
        return Way(label, url, outcome.level, level_label(outcome), title, outcome.chart)
    if target.slug == screens.slug and target.question and target.question.key in numbers:
        return Way(label, url, go_to=numbers[target.question.key])
    title = f"Go to the chart “{screens.book.routes[target.slug].short_title}”"
    return Way(label, url, title=title, elsewhere=target)
