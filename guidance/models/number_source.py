"""Where the number of a helpline was found, and when: advisers see it, readers what follows from it."""

from django.db import models

from guidance.models.opening import is_year_or_month, was_seen_long_ago
from guidance.models.publishable import Publishable


class WithSource(Publishable):
    """Abstract: content with a number that was found on somebody's page, and that nobody has rung."""

    seen_in = models.CharField(
        max_length=200,
        blank=True,
        help_text="Where the number was found, as “on example.org”. Readers of the page do not see it; the "
        "open data has it.",
    )
    seen_on = models.CharField(
        max_length=7,
        blank=True,
        validators=[is_year_or_month],
        help_text="The year or month of the page on which the number was found: 2020 or 2020-09. Readers are "
        "sent to its website once that is over a year ago, until you mark the helpline as checked.",
    )

    class Meta(Publishable.Meta):
        abstract = True

    @property
    def is_rung(self) -> bool:
        """Whether readers can ring or text it, or only reach it online."""
        raise NotImplementedError

    @property
    def checked_words(self) -> str:
        """When an adviser checked it; empty until one has."""
        checked = self.checked_on
        return f"Checked by an adviser on {checked.day} {checked:%B %Y}." if checked else ""

    @property
    def has_old_number(self) -> bool:
        """Whether what readers ring was seen long ago, and nobody has checked it since."""
        return self.is_rung and not self.checked_on and was_seen_long_ago(self.seen_on)
