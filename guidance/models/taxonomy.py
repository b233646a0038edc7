"""The two small tables that content is filed by besides risk areas: audiences and phases."""

from django.db import models


class Label(models.Model):
    """A word to file content under; its slug is the value in filter addresses."""

    slug = models.SlugField(max_length=30, unique=True, help_text="The value in filter addresses.")
    name = models.CharField(max_length=60, unique=True, help_text="As readers see it.")
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Audience(Label):
    """Who content is for: a role in a setting, parents, or children."""


class Phase(Label):
    """A stage of education, or special educational needs and disabilities (SEND)."""
