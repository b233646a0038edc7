"""What changed in law, guidance and the world since a day: for old policies, and for who briefs a board."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from guidance.models import Resource, Update


@dataclass(frozen=True)
class NationalChanges:
    """Updates about days since ``since``, newest first, and those about days still to come, next first.

    ``binding`` ones rest on law or statutory guidance; ``binding_to_come`` are those among what is to come.
    """

    since: date
    binding: Sequence[Update]
    other: Sequence[Update]
    to_come: Sequence[Update]
    binding_to_come: Sequence[Update]

    @property
    def groups(self) -> list[tuple[str, Sequence[Update]]]:
        """The updates under headings; none that is empty."""
        named = (
            ("Statutory guidance and law for settings", self.binding),
            ("Other law, advice and news", self.other),
            ("Still to come", self.to_come),
        )
        return [(heading, updates) for heading, updates in named if updates]


def national_changes(since: date, at: datetime | None = None) -> NationalChanges:
    """Return what the public updates say of days from ``since`` on."""
    at = at or timezone.now()
    statutory = Resource.objects.published(at).filter(
        Q(statutory=True) | Q(standing=Resource.Standing.STATUTORY_GUIDANCE), pk=OuterRef("resource_id")
    )
    rests_on = Update.sources.through.objects.filter(Exists(statutory), update_id=OuterRef("pk"))
    rows = list(
        Update.objects.published(at)
        .filter(happened_on__gte=since)
        .annotate(is_binding=Exists(rests_on))
        .order_by("-happened_on", "title")
    )
    come = [row for row in rows if not row.is_to_come(at)]
    to_come = [row for row in reversed(rows) if row.is_to_come(at)]
    return NationalChanges(
        since=since,
        binding=[row for row in come if row.is_binding],
        other=[row for row in come if not row.is_binding],
        to_come=to_come,
        binding_to_come=[row for row in to_come if row.is_binding],
    )
