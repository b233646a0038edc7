"""What readers say of our pages. Nobody is named: no sender, no hour."""

from django.db import models
from django.utils import timezone

PAGE_AT_MOST = 200
COMMENT_AT_MOST = 500


class FeedbackCount(models.Model):
    """How many readers said on one day that one page helped them, and how many that it did not."""

    day = models.DateField(help_text="The day.")
    page = models.CharField(max_length=PAGE_AT_MOST, help_text="The address of the page.")
    yes = models.PositiveIntegerField("it helped", default=0, help_text="How many said that it helped.")
    no = models.PositiveIntegerField("it did not", default=0, help_text="How many said that it did not.")

    class Meta:
        verbose_name = "count of whether a page helped"
        verbose_name_plural = "counts of whether pages helped"
        ordering = ["-day", "-no", "page"]
        constraints = [models.UniqueConstraint(name="feedbackcount_once", fields=["day", "page"])]

    def __str__(self) -> str:
        return f"{self.day}: {self.page}"


class FeedbackComment(models.Model):
    """What a reader missed on a page, in their words, after the screen has let them pass."""

    day = models.DateField(default=timezone.localdate, help_text="The day it came.")
    page = models.CharField(max_length=PAGE_AT_MOST, help_text="The address of the page.")
    helped = models.BooleanField("whether the page helped", help_text="What the reader said first.")
    text = models.CharField(
        "what was missing", max_length=COMMENT_AT_MOST, help_text="Read by the screen before it was kept."
    )

    class Meta:
        verbose_name = "comment on a page"
        verbose_name_plural = "comments on pages"
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["day"], name="feedbackcomment_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.page}"
