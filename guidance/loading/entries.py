"""What a fixture states about one row, before any database is asked."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from guidance.models import Helpline, Publishable
from guidance.opening_hours import Period, SpecialDay
from guidance.services import shipped_values
from guidance.services.shipped_values import PERIODS, SPECIAL_DAYS


@dataclass(frozen=True)
class ContentEntry:
    """One row as the fixtures state it; other rows are named by their natural key (slug or name)."""

    source: str
    model: type[Publishable]
    slug: str
    values: dict[str, object]
    foreign_keys: dict[str, str] = field(default_factory=dict)
    """Foreign keys: field to natural key, empty for none."""
    many_to_many: dict[str, list[str]] = field(default_factory=dict)
    """Many-to-many fields: field to natural keys."""
    periods: tuple[tuple[str, Period], ...] = ()
    """Opening periods of a helpline, each with its way of contact."""
    special_days: tuple[tuple[str, SpecialDay], ...] = ()
    """Its dates with other hours, each with its way of contact."""

    def shipped(self) -> dict[str, object]:
        """Every field that the fixtures state, to be laid beside those of a row."""
        many = {name: sorted(set(keys)) for name, keys in self.many_to_many.items()}
        hours = {
            PERIODS: shipped_values.hours(self.periods),
            SPECIAL_DAYS: shipped_values.hours(self.special_days),
        }
        return {**self.values, **self.foreign_keys, **many, **(hours if self.model is Helpline else {})}

    @property
    def is_published(self) -> bool:
        """Whether the fixture states a public row."""
        return self.values["status"] == Publishable.Status.PUBLISHED


def published_on(day: date) -> dict[str, object]:
    """Return the values of a row that is public from midnight in London on ``day``."""
    return {"status": Publishable.Status.PUBLISHED, "publish_at": midnight(day), "withdrawn_reason": ""}


def midnight(day: date) -> datetime:
    """Return the first moment of ``day`` in London."""
    return timezone.make_aware(datetime.combine(day, time()))
