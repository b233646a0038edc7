"""The chart of a guided route as a table: question, what to do if yes or unsure, what to do if no.

Made from the route's own data, as its chart on the site is, so that the two cannot differ.
"""

import re
from collections.abc import Iterator

from guidance.blocks import Bullets, Run, Runs, Table
from guidance.policies.answers import Answers
from guidance.policies.chart_telegrams import INSTEAD_OF_CHART
from guidance.policies.chart_words import ChartText, book_for
from guidance.policies.document import Part, cell, unnumbered
from guidance.policies.people import DSL, ON_CHARTS, people_of
from guidance.policies.placeholders import long_date
from guidance.policies.portal import Portal
from guidance.routes.book import Book, Target
from guidance.routes.chart import Box, Way, chart_of
from guidance.routes.pages import Screens, level_label
from guidance.routes.schema import LEVELS, Chart, Outcome

HOW = "Start at 1. Do what the row says, and stop unless it sends you on."
HEAD = ("Question and answer", "What to do")


def chart_parts(slug: str, answers: Answers, portal: Portal) -> list[Part]:
    """Return what stands under the heading of the annex; ``slug`` is a public route with ``has_chart``."""
    screens, text = Screens(book_for(slug, answers, portal.book), slug), ChartText(slug, answers, portal)
    chart, route = screens.route.chart, screens.route
    rows = tuple(row for box in chart_of(screens).boxes for row in _rows(box, text, portal))
    head = tuple(cell(word) for word in HEAD)
    where = f"Made from the portal’s route of {long_date(route.issued_on)}: "
    href = portal.chart_page(slug)
    return [
        unnumbered(Bullets((_start(portal), *_rules(chart, text)))),
        unnumbered(Table(head, rows, f"What to do: {route.title}")),
        unnumbered(
            Bullets(
                (
                    text.listed("Do not:", chart.do_not),
                    text.listed("Today, every time:", chart.today),
                    text.listed("Write down:", chart.record),
                    _people(answers),
                    (Run(where), Run(portal.address(href), href=href)),
                )
            ),
        ),
    ]


def _start(portal: Portal) -> Runs:
    danger = f"In danger now, or not sure? Ring {portal.phone('emergency-999')}. "
    return Run(danger, bold=True), Run(HOW)


def _rules(chart: Chart, text: ChartText) -> Iterator[Runs]:
    for rule in chart.rules:
        yield Run(f"{_ended(text.words(rule.label))} ", bold=True), Run(text.words(rule.text))


def _rows(box: Box, text: ChartText, portal: Portal) -> Iterator[tuple[Runs, ...]]:
    """Yield the question across the table, then a row for each answer; no stands last."""
    yield (cell(f"{box.number}  {text.words(box.title)}", bold=True),)
    for way in sorted(box.ways, key=_is_no):
        yield cell(text.words(way.label)), _goal(way, text, portal)


def _goal(way: Way, text: ChartText, portal: Portal) -> Runs:
    """How soon, what, and a line on how; or the question, or chart, that comes next."""
    if way.go_to:
        return cell(f"Go to {way.go_to}")
    if way.level:
        return _advice(way.level_label, way.title, way.words, text)
    if way.elsewhere is None:
        return cell(text.words(way.title), way.url)
    href = portal.chart_page(way.elsewhere.slug)
    return *_meanwhile(way.elsewhere, text, portal), Run(" More: "), Run(portal.address(href), href=href)


def _meanwhile(target: Target, text: ChartText, portal: Portal) -> Runs:
    """What to do at once, where paper cannot lead on to the questions of another chart."""
    if target.slug in INSTEAD_OF_CHART:
        level, what, how = INSTEAD_OF_CHART[target.slug]
        return _advice(LEVELS[level], what, how, text)
    first = first_advice(target, portal.book)
    return _advice(level_label(first), first.short or first.title, first.chart, text) if first else ()


def _advice(soon: str, what: str, how: str, text: ChartText) -> Runs:
    said = f"{_ended(text.words(what))} {text.words(how)}".strip()
    return Run(f"{soon}. ", bold=True), Run(said)


def first_advice(target: Target, book: Book) -> Outcome | None:
    """Return where who is not sure ends in another chart: paper cannot lead on, so it says what is safe.

    None where a question of that chart has no such answer.
    """
    seen: set[str] = set()
    while target.question and target.question.key not in seen:
        seen.add(target.question.key)
        unsure = next((answer for answer in target.question.answers if answer.unsure), None)
        if unsure is None:
            return None
        target = book.find(unsure.next, target.slug)
    return target.outcome


def _people(answers: Answers) -> Runs:
    """Those whom the chart speaks of, by name where one was given; a table would need a second page."""
    people = [person for person in people_of(answers) if person.name and person.key in ON_CHARTS]
    named = "; ".join(f"{person.role.replace(DSL, 'DSL')}: {person.name}" for person in people)
    said = f"{named}." if named else "See the page “Key people and contacts”."
    return Run("Our people: ", bold=True), Run(said)


def _is_no(way: Way) -> bool:
    return bool(re.match(r"No\b|Not these\b", way.label))


def _ended(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
