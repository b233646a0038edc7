"""The briefing of seven minutes: what is new, due and to be asked, as much as can be said in that time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guidance.models import GovernorQuestion


@dataclass(frozen=True)
class Item:
    """One line: what it is, a sentence about it, its page, and its day where it has one."""

    title: str
    line: str
    path: str
    day: str = ""


@dataclass(frozen=True)
class Part:
    """What is said in so many ``minutes``; ``more`` are those that there was no time for."""

    heading: str
    minutes: int
    items: tuple[Item, ...]
    empty: str
    more: int = 0
    more_path: str = ""


@dataclass(frozen=True)
class Briefing:
    """What has happened since a day, made on another."""

    since: date
    made_on: date
    parts: tuple[Part, ...]
    questions: tuple[GovernorQuestion, ...]
    minutes_for_questions: int = 2

    @property
    def minutes(self) -> int:
        """How long it takes."""
        asking = self.minutes_for_questions if self.questions else 0
        return sum(part.minutes for part in self.parts) + asking


def part(heading: str, minutes: int, items: Sequence[Item], *, empty: str, most: int, more_path: str) -> Part:
    """Return a part with the first ``most`` of ``items``, and how many it leaves out."""
    shown = tuple(items[:most])
    return Part(heading, minutes, shown, empty, len(items) - len(shown), more_path)
