"""Write the duties of the planner: what a person changes is dated, so that calendars see that it is newer."""

from django.db import transaction
from django.utils import timezone

from guidance.models import Duty
from guidance.services import editing
from lesas_portal.core import audit

UNDATED = {"changed_at", "seed_state", "is_shown", "order"}
"""What a calendar does not show."""


@transaction.atomic
def save(*, duty: Duty, by: audit.User, is_new: bool) -> None:
    """Save what a person wrote. Raises DoesNotExist where the row is gone."""
    row = Duty.objects.select_for_update(no_key=True).filter(pk=duty.pk).first()
    if row is None or _in_calendars(row) != _in_calendars(duty):
        duty.changed_at = timezone.now()
    (editing.add if is_new else editing.save_changes)(obj=duty, by=by)


def _in_calendars(duty: Duty) -> dict[str, object]:
    names = (field.attname for field in duty._meta.concrete_fields)
    return {name: getattr(duty, name) for name in names if name not in UNDATED}
