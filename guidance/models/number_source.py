"""Where the number of a helpline was found, and when: readers are told until an adviser has checked it."""

from django.db import models

from guidance import clock_words
from guidance.models.opening import is_year_or_month
from guidance.models.publishable import Publishable


class WithSource(Publishable):
    """Abstract: content with a number that was found on somebody's page, and that nobody has rung."""

    seen_in = models.CharField(
        max_length=200,
        blank=True,
        help_text="For readers: where the number was found, as “on example.org”. It is shown beside the "
        "number until you mark the helpline as checked.",
    )
    seen_on = models.CharField(
        max_length=7,
        blank=True,
        validators=[is_year_or_month],
        help_text="The year or month of the page on which the number was found: 2020 or 2020-09.",
    )

    class Meta(Publishable.Meta):
        abstract = True

    @property
    def is_rung(self) -> bool:
        """Whether readers can ring or text it, or only reach it online."""
        raise NotImplementedError

    @property
    def seen_words(self) -> str:
        """When an adviser checked it; else when its number was last seen, where that is known."""
        if self.checked_on:
            return f"Checked by an adviser on {self.checked_on.day} {self.checked_on:%B %Y}."
        is_told = self.seen_in and self.seen_on and self.is_rung
        return f"Number last seen {clock_words.month_words(self.seen_on)}." if is_told else ""

    @property
    def source_words(self) -> str:
        """Where its number was found, and that nobody has rung it, until an adviser has checked it."""
        if self.checked_on or not (self.seen_in and self.is_rung):
            return ""
        check = self.next_check_on
        due = f" Next check by {check.day} {check:%B %Y}." if check else ""
        return f"Number found {self.seen_in.rstrip(' .')}. Nobody here has rung it.{due}"
