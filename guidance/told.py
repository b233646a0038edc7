"""What is told of an update or a change: its whole text, on the page of updates and in packs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guidance.policies.placeholders import long_date
from guidance.services import included
from guidance.update_entries import UpdateEntry

TO_DO = "**What to do**"


@dataclass(frozen=True)
class Told:
    """An entry, and the Markdown of its update with what that names; empty for a change.

    ``next_check_on``: when a fact in it is looked at again, if one is not certain.
    """

    entry: UpdateEntry
    body: str
    next_check_on: date | None

    @property
    def has_story(self) -> bool:
        """Whether its text tells what happened; then the summary would say it twice."""
        return bool(self.body) and not self.body.startswith(TO_DO)

    @property
    def uncertainty(self) -> str:
        """That a fact in it is not certain, and by when it is looked at again; empty if all of them are."""
        if self.next_check_on is None:
            return ""
        day = long_date(self.next_check_on)
        return f"Some of this we read in a second source only. We check it again by {day}."


def told_of(entries: Sequence[UpdateEntry]) -> list[Told]:
    """Return ``entries`` with their texts. What all the texts name is read once."""
    bodies = included.all_with_next_check([entry.update.body if entry.update else "" for entry in entries])
    return [Told(entry, *body) for entry, body in zip(entries, bodies, strict=True)]
