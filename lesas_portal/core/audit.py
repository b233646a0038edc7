"""Who did what, about which row, when: one entry for every write by a person, kept without a typed word.

An entry names the row by its lasting key (slug, reference or number), never by its text, and the person
by their user name and full name as they were, so that it outlives both. Entries go after
settings.AUDIT_RETENTION_MONTHS.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from lesas_portal.core import working_days
from lesas_portal.core.models import AuditEntry
from lesas_portal.core.person_names import name_of

# A person, or the name of the command that acts when nobody does ("load_content").
Actor = User | str


def record(action: str, *, by: Actor, about: Model | type[Model] | Iterable[Model]) -> None:
    """Note that ``by`` did ``action`` ("publish", "close" …) to each of ``about``; for a model, to its list.

    Call it in the transaction of the write: both are kept or neither. Raises TransactionManagementError
    outside one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Record an audit entry in the transaction of its cause.")
    rows = [about] if isinstance(about, Model | type) else about
    user = person(by)
    AuditEntry.objects.bulk_create(
        AuditEntry(
            user=user,
            actor=user.get_username() if user else str(by),
            actor_name=name_of(user) if user else "",
            action=action,
            object_type=type_of(row),
            object_id="" if isinstance(row, type) else str(row.pk),
            object_key=key_of(row),
        )
        for row in rows
    )


def signed_in(request: HttpRequest) -> User:
    """Return the person who sent ``request``. Raises PermissionDenied for nobody: nobody acts unnamed."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def person(by: Actor) -> User | None:
    """Return the person behind ``by``; None for a command."""
    return None if isinstance(by, str) else by


def type_of(row: Model | type[Model]) -> str:
    """Return the kind of ``row``: its table's, whatever proxy it was read through."""
    return (row._meta.concrete_model or row)._meta.label_lower


def key_of(row: Model | type[Model]) -> str:
    """Return what people call ``row`` by: its slug, reference or user name, else its number."""
    if isinstance(row, type):
        return "the list"
    names = ("slug", "reference", "username")
    return str(next((key for name in names if (key := getattr(row, name, ""))), row.pk))


def has_entry(action: str, *, about: Model, since: datetime) -> bool:
    """Return whether ``action`` was noted about a row since then."""
    entries = AuditEntry.objects.filter(object_type=type_of(about), object_id=str(about.pk), at__gte=since)
    return entries.filter(action=action).exists()


def purge(*, on: date | None = None) -> int:
    """Delete entries past settings.AUDIT_RETENTION_MONTHS on a day (default: today); return how many."""
    first_day = working_days.add_months(on or timezone.localdate(), -settings.AUDIT_RETENTION_MONTHS)
    return AuditEntry.objects.filter(at__date__lt=first_day).delete()[0]
