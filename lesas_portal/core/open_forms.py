"""Who has which form of the admin open, as far as the server can tell. One row a person and form.

To open a form is no act upon a row, so the audit says nothing of it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils import timezone

from lesas_portal.core import audit
from lesas_portal.core.models import OpenForm

STILL_OPEN = timedelta(minutes=15)
KEPT = timedelta(days=1)


def note(*, obj: Model, person: User) -> None:
    """Note that ``person`` has opened the form of ``obj`` now."""
    of_it = {**_of(obj), "person": person}
    OpenForm.objects.update_or_create(defaults={"at": timezone.now()}, **of_it)


def others(*, obj: Model, but: User) -> list[OpenForm]:
    """Return who else opened the form of ``obj`` within 15 minutes and has not saved since, newest first."""
    since = timezone.now() - STILL_OPEN
    rows = OpenForm.objects.filter(**_of(obj), at__gte=since).exclude(person=but)
    return list(rows.select_related("person").order_by("-at"))


def leave(*, obj: Model, person: User) -> None:
    """Note that ``person`` is done with the form of ``obj``."""
    OpenForm.objects.filter(**_of(obj), person=person).delete()


def purge(*, at: datetime | None = None) -> int:
    """Delete what is older than a day; return how many."""
    return OpenForm.objects.filter(at__lt=(at or timezone.now()) - KEPT).delete()[0]


def _of(obj: Model) -> dict[str, Any]:
    return {"object_type": audit.type_of(obj), "object_id": str(obj.pk)}
