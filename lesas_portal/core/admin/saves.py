"""Who saved a row since somebody opened its form, in words."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.contrib.auth.models import User
from django.core.management import get_commands
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from lesas_portal.core import audit
from lesas_portal.core.clock import time_words
from lesas_portal.core.models import AuditEntry

LONGEST_OPEN = timedelta(days=14)  # a form that says not when it was opened was opened no longer ago
CHANGES = {"change", "add", "save synonym", "reword", "save working copy", "undo tidying", "change contact"}
OTHER_WORDS = {
    "publish": "published",
    "publish changes": "published the changes of",
    "discard changes": "discarded the changes of",
    "schedule": "scheduled",
    "withdraw": "withdrew",
    "issue": "issued a new edition of",
    "delete": "deleted",
    "check": "marked as checked",
    "note_change": "told readers about a change of",
}


def since(
    obj: Model, opened: datetime | None, rows: Mapping[type[Model], Iterable[str]]
) -> QuerySet[AuditEntry]:
    """Return what people did to ``obj`` and its inline ``rows`` since, newest first.

    Without ``opened`` it goes back as far as a form may have been open.
    """
    abouts = [
        (audit.type_of(obj), [str(obj.pk)]),
        *((audit.type_of(kind), list(keys)) for kind, keys in rows.items()),
    ]
    of_them = reduce(or_, (Q(object_type=name, object_id__in=keys) for name, keys in abouts))
    entries = AuditEntry.objects.filter(of_them, at__gte=opened or timezone.now() - LONGEST_OPEN)
    return entries.exclude(actor__in=get_commands()).select_related("user")


def in_words(entry: AuditEntry | None, reader: User) -> str:
    """Return who did it and when, as a sentence: "Ann Other saved this at 10.42am"."""
    if entry is None:
        return "Somebody saved this since you opened it"
    who = "You, in another tab or window," if entry.user_id == reader.pk else entry.who
    return f"{who} {OTHER_WORDS.get(entry.action, 'saved')} this {at_clock(entry.at)}"


def at_clock(moment: datetime) -> str:
    """Return "at 10.42am", with the day where that is not today."""
    local = timezone.localtime(moment)
    day = "" if local.date() == timezone.localdate() else f" on {local:%-d %B %Y}"
    return f"at {time_words(local)}{day}"
