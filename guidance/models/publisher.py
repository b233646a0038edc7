"""Who stands behind a resource."""

from django.db import models


class Publisher(models.Model):
    """An organisation whose resources the inventory lists."""

    name = models.CharField(max_length=150, unique=True, help_text="As the organisation writes its own name.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
