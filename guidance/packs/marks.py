"""How an adviser's check of one item stands, in words."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from guidance.models import Publishable
from guidance.policies.placeholders import long_date


@dataclass(frozen=True)
class Mark:
    """When an adviser checked an item, and the day on which its next check was due, where that has passed."""

    checked_on: date | None
    due_on: date | None = None

    @classmethod
    def of(cls, row: Publishable) -> "Mark":
        """How it stands today."""
        due = row.next_check_on
        return cls(row.checked_on, due if due and due <= timezone.localdate() else None)

    @property
    def is_to_check(self) -> bool:
        """Whether no adviser has checked it, or not again when it was time."""
        return self.checked_on is None or self.due_on is not None

    @property
    def handed_out(self) -> str:
        """Who checked it, for those who are handed the sheet: what is still to be checked is not theirs."""
        return "" if self.is_to_check else self.words

    @property
    def words(self) -> str:
        """Who checked it, or that somebody must, as a sentence."""
        if self.checked_on is None:
            return "Not yet checked by an adviser."
        if self.due_on is not None:
            return f"Its check was due on {long_date(self.due_on)}."
        return f"Checked on {long_date(self.checked_on)}."
