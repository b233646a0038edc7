"""What the screen makes of labelled messages, and the figures that follow.

For `manage.py evaluate_triage` and for the model card that `training` writes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from enquiries.triage.classifier import Route, ScreeningResult, reading, texts_to_read
from enquiries.triage.figures import calibration_error, in_bins, wilson
from enquiries.triage.reader import Reader
from enquiries.triage.weights import load_weights

LONG = 120  # words
LENGTHS = ("under 120 words", "120 words and more")
CONCERNS = (Route.FRONT_DOOR, Route.LADO)


class Share(NamedTuple):
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share from 0 to 1, to four places; None of nothing."""
        return round(self.part / self.whole, 4) if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share, to four places; None of nothing."""
        if not self.whole:
            return None
        low, high = wilson(self.part, self.whole)
        return round(low, 4), round(high, 4)


class Answer(NamedTuple):
    """A labelled message, and what the screen made of it. ``label`` is empty where nobody has labelled it."""

    label: str
    result: ScreeningResult
    words: int
    kind: str = ""
    function: str = ""

    @property
    def route(self) -> Route:
        """One of the three routes that labels have. What was not read is shown the Front Door's signpost."""
        return Route.FRONT_DOOR if self.is_unread else self.result.route

    @property
    def is_unread(self) -> bool:
        """Whether the screen could not read it."""
        return self.result.route == Route.UNREAD

    @property
    def length(self) -> str:
        """Whether it is short or long, in words."""
        return LENGTHS[self.words >= LONG]


def texts_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts of a row: subject and message, or what was typed into one field of the form.

    Of such a one it is the ``value``, or the ``message`` where the row is an example that teaches.
    """
    if "field" in row:
        return {str(row["field"]): str(row.get("value") or row.get("message") or "")}
    return {name: str(row.get(name) or "") for name in ("subject", "message")}


def answer(row: Mapping[str, Any], result: ScreeningResult) -> Answer:
    """Return a row with what the screen made of it."""
    words = len(" ".join(texts_of(row).values()).split())
    named = (str(row.get(name) or "") for name in ("kind", "function"))
    return Answer(str(row.get("label") or ""), result, words, *named)


def likelihood(texts: Mapping[str, str], reader: Reader | None = None) -> float:
    """Return how likely the screen thinks it that the texts tell of a concern; raises as `classify`."""
    weights = load_weights()
    messages = [one.text for one in texts_to_read(texts)]
    return max((reading(weights, text, reader).concern for text in messages), default=0.0)


def stopped(answers: Iterable[Answer], *labels: Route) -> Share:
    """Return how many of those with these labels did not pass, unread ones among them."""
    chosen = [one for one in answers if one.label in labels]
    return Share(sum(one.route != Route.STRATEGIC for one in chosen), len(chosen))


def sent_to_lado(answers: Iterable[Answer], label: Route) -> Share:
    """Return how many of those with this label were sent to the LADO first."""
    chosen = [one for one in answers if one.label == label]
    return Share(sum(one.route == Route.LADO for one in chosen), len(chosen))


def confusion(
    answers: Iterable[Answer], group: Callable[[Answer], str]
) -> dict[str, dict[str, dict[str, int]]]:
    """Return for each group, label and route how many; those without a group or a label are left out."""
    table: dict[str, dict[str, dict[str, int]]] = {}
    counts = Counter((group(one), one.label, str(one.route)) for one in answers if group(one) and one.label)
    for (name, label, route), times in sorted(counts.items()):
        table.setdefault(name, {}).setdefault(label, {})[route] = times
    return table


def by_function(answers: Iterable[Answer]) -> list[tuple[str, Share]]:
    """Return for each function of the checklist how many messages were taken rightly, the worst first."""
    groups: dict[str, list[Answer]] = {}
    for one in answers:
        if one.function:
            groups.setdefault(one.function, []).append(one)
    shares = [(name, rightly_taken(group)) for name, group in groups.items()]
    return sorted(shares, key=lambda pair: (pair[1].part / pair[1].whole, pair[0]))


def rightly_taken(answers: Sequence[Answer]) -> Share:
    """Return how many concerns were stopped and others not; of concerns only, how many took their route.

    That is what the messages of a function differ in: its two sides, or who a concern is for.
    """
    if any(one.label == Route.STRATEGIC for one in answers):
        right = [(one.route == Route.STRATEGIC) == (one.label == Route.STRATEGIC) for one in answers]
    else:
        right = [one.route == one.label for one in answers]
    return Share(sum(right), len(right))


def calibration(answers: Sequence[Answer], probabilities: Sequence[float]) -> dict[str, Any] | None:
    """Return the expected calibration error, and how many were in each tenth, what was said and what held.

    Of what was not read nothing is said, so it does not count. None where nothing is left that is labelled.
    """
    labelled = [
        (value, one.label in CONCERNS)
        for one, value in zip(answers, probabilities, strict=True)
        if one.label and not one.is_unread
    ]
    if not labelled:
        return None
    said, held = zip(*labelled, strict=True)
    bins = [(n, round(mean, 3), round(share, 3)) for n, mean, share in in_bins(said, held)]
    return {"error": round(calibration_error(said, held), 4), "bins": bins}
