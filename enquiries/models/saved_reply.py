"""Replies that advisers write often."""

from django.db import models

from enquiries.models.choices import Topic


class SavedReply(models.Model):
    """A reply to start from. Its placeholders are filled with the sender's own details and no one else's."""

    title = models.CharField(max_length=100, unique=True, help_text="What advisers choose it by.")
    topic = models.CharField(
        max_length=10, choices=Topic, blank=True, help_text="Offered first for this topic; empty for all."
    )
    body = models.TextField(help_text="Placeholders: {name}, {reference}, {subject}, {setting}, {adviser}.")

    class Meta:
        verbose_name = "saved reply"
        verbose_name_plural = "saved replies"
        ordering = ["topic", "title"]

    def __str__(self) -> str:
        return self.title
