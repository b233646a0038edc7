"""The tasks of a role, chosen by hand: how they are written, and what a page shows of each.

One task stands on one line, as ``- [Check your filters](guidance:filtering-and-monitoring): Run the test.``
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve

NUMBER = 5
"""How many a role has: what is read at a glance, and stands in the first screen."""
LINE = re.compile(r"- \[(?P<title>[^\[\]]+)\]\((?P<target>[^()\s]+)\): (?P<line>[^\[\]{}]+)")
EXAMPLE = "- [Check your filters](guidance:filtering-and-monitoring): Run the test in one click."
# By the name of the address that a task leads to, the drawing that stands before it.
ICONS = {
    **dict.fromkeys(("route", "route_question", "route_outcome", "what_has_happened"), "happened"),
    **dict.fromkeys(("policies", "policy", "policy_tailor", "policy_folder", "policy_changes"), "policy"),
    **dict.fromkeys(("handouts", "handout", "route_chart", "staff_card"), "print"),
    **dict.fromkeys(("services", "service"), "training"),
    "helplines": "phone",
    "front_door": "door",
    "allegations": "adult",
}
READING = "guide"


@dataclass(frozen=True)
class Task:
    """One task: what to do, verb first; where, as an address; what one finds there, in a line."""

    title: str
    path: str
    line: str

    @property
    def icon(self) -> str:
        """The drawing for what it leads to, by its name in ``img/icons.svg``."""
        try:
            name = resolve(self.path.partition("#")[0].partition("?")[0]).url_name
        except Resolver404:
            return "link-out"
        return ICONS.get(name or "", READING)


def read(text: str) -> list[Task]:
    """Return the tasks of ``text`` in their order. Any other line is left out."""
    return [Task(found["title"], found["target"], found["line"].strip()) for found in _matches(text) if found]


def refuse_others(text: str) -> None:
    """Raise ValidationError unless ``text`` is ``NUMBER`` tasks, each on a line of its own."""
    matches = [*_matches(text)]
    for number, match in enumerate(matches, start=1):
        if match is None:
            raise ValidationError(f"Line {number} is not a task. Write it like this: {EXAMPLE}")
    if len(matches) != NUMBER:
        raise ValidationError(f"There must be {NUMBER} tasks, one on each line; here are {len(matches)}.")


def _matches(text: str) -> Iterator[re.Match[str] | None]:
    return (LINE.fullmatch(line.strip()) for line in text.splitlines() if line.strip())
