"""When people were last here."""

from django.utils import timezone

from lesas_portal.staff.models import LastSeen


def note(*, user_id: int) -> None:
    """Note that somebody is here now, in one statement, whether or not they were seen before."""
    LastSeen.objects.bulk_create(
        [LastSeen(user_id=user_id, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["at"],
    )
