"""The terms of Kent's schools: what holds in term time only is known for the days that advisers filled in."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q


class Term(models.Model):
    """One term, from its first day to its last."""

    name = models.CharField(max_length=60, unique=True, help_text="For example: Term 1, 2026 to 2027.")
    first_day = models.DateField(help_text="The first day on which schools are open to children.")
    last_day = models.DateField(help_text="The last such day.")

    class Meta:
        verbose_name = "term date"
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                name="term_ends_after_it_begins",
                condition=Q(last_day__gt=F("first_day")),
                violation_error_message="The last day must come after the first.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a term that shares a day with another, by name."""
        super().clean()
        if not (self.first_day and self.last_day):
            return
        others = Term.objects.exclude(pk=self.pk)
        other = others.filter(first_day__lte=self.last_day, last_day__gte=self.first_day).first()
        if other:
            raise ValidationError(f"{self.name} and {other.name} overlap.")


def terms() -> tuple[tuple[date, date], ...]:
    """Return the first and last day of every term, in order. One query."""
    return tuple(Term.objects.order_by("first_day").values_list("first_day", "last_day"))
