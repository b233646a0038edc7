"""The chart of a guided route as a table: question, what to do if yes or unsure, what to do if no.

Made from the route's own data, as its chart on the site is, so that the two cannot differ.
"""

import re
from collections.abc import Iterable, Iterator

from guidance import includes, markup
from guidance.blocks import Bullets, Paragraph, Run, Runs, Table, plain
from guidance.policies.answers import Answers
from guidance.policies.document import Part, cell, unnumbered
from guidance.policies.people import DSL, ON_CHARTS, people_of
from guidance.policies.placeholders import long_date
from guidance.policies.portal import Portal
from guidance.routes.chart import Box, Way, chart_of
from guidance.routes.pages import Screens
from guidance.routes.schema import Chart

HOW = "Start at 1. Stop at the first that may be true."
HEAD = ("Question", "Yes or unsure", "No")
NEXT, LAST = "Next row", "Look again"


class ChartText:
    """The words of one route's chart, as this setting reads them."""

    def __init__(self, slug: str, answers: Answers, portal: Portal) -> None:
        self.book, self.slug = portal.book, slug
        self.is_kent = answers.all_choices["area"] == "kent"

    def words(self, text: str) -> str:
        """Return Markdown ``text`` as plain words; elsewhere than in Kent there is no Front Door."""
        blocks = markup.blocks(includes.expand(text, self.book, self.slug))
        said = " ".join(plain(block.runs) for block in blocks if isinstance(block, Paragraph))
        return said if self.is_kent else _elsewhere(said)

    def listed(self, label: str, texts: Iterable[str]) -> Runs:
        """Return ``texts`` as one point under a bold label."""
        items = "; ".join(self.words(text).rstrip(".") for text in texts)
        return Run(f"{label} ", bold=True), Run(f"{items}.")


def chart_parts(slug: str, answers: Answers, portal: Portal) -> list[Part]:
    """Return what stands under the heading of the annex; ``slug`` is a public route."""
    screens, text = Screens(portal.book, slug), ChartText(slug, answers, portal)
    chart, route = screens.route.chart, screens.route
    rows = tuple(row for box in chart_of(screens).boxes for row in _rows(box, text))
    head = tuple(cell(word) for word in HEAD)
    where = f"From the portal’s route of {long_date(route.issued_on)}: "
    href = portal.chart_page(slug)
    return [
        unnumbered(Bullets(tuple(_rules(chart, text))), _start(portal)),
        unnumbered(Table(head, rows, f"What to do: {route.title}")),
        unnumbered(
            Bullets(
                (
                    text.listed("Do not:", chart.do_not),
                    text.listed("Today, every time:", chart.today),
                    text.listed("Write down:", chart.record),
                    _people(answers),
                )
            ),
            Paragraph((Run(where), Run(portal.address(href), href=href))),
        ),
    ]


def _start(portal: Portal) -> Paragraph:
    danger = f"In danger now, or not sure? Ring {portal.phone('emergency-999')}. "
    return Paragraph((Run(danger, bold=True), Run(HOW)))


def _rules(chart: Chart, text: ChartText) -> Iterator[Runs]:
    for rule in chart.rules:
        yield Run(f"{_ended(text.words(rule.label))} ", bold=True), Run(text.words(rule.text))


def _rows(box: Box, text: ChartText) -> Iterator[tuple[Runs, Runs, Runs]]:
    """Yield a row for each answer but no; the last one says where no leads to."""
    ways = [way for way in box.ways if not _is_no(way)]
    noes = [way for way in box.ways if _is_no(way)]
    for place, way in enumerate(ways):
        question = [Run(f"{box.number}  {text.words(box.title)} ", bold=True)] if place == 0 else []
        is_last = place + 1 == len(ways)
        last = _goal(noes[0], text) if noes else cell(LAST)
        yield (
            (*question, Run(text.words(way.label))),
            _goal(way, text),
            last if is_last else cell(NEXT),
        )


def _goal(way: Way, text: ChartText) -> Runs:
    """How soon, what, and a line on how; or the question, or chart, that comes next."""
    if way.go_to:
        return cell(f"Go to {way.go_to}")
    if not way.level:
        return cell(text.words(way.title), way.url)
    said = f"{_ended(text.words(way.title))} {text.words(way.words)}".strip()
    return Run(f"{way.level_label}. ", bold=True), Run(said)


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


def _elsewhere(text: str) -> str:
    """The Front Door is Kent's name for what every council has."""
    text = re.sub(r"\b[Tt]he (?:Kent )?Front Door", "children’s services", text)
    text = re.sub(r"\b(?:Kent )?Front Door", "children’s services", text)
    return re.sub(r"(^|[.!?] )children’s", r"\1Children’s", text)
