"""Establishments of GIAS (Get information about schools, the national list): the table, brought up to a list.

One that is gone from the list is closed. The run after that deletes it, unless an enquiry points to it: never
the same run, in which a sender may just be naming it.
"""

import logging
from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import cache
from django.db import transaction

from enquiries.models import Enquiry, Establishment
from enquiries.triage import KnownNames
from lesas_portal.core import audit

logger = logging.getLogger(__name__)

KNOWN_NAMES = "enquiries:known-names"
KNOWN_FOR = 600  # seconds, after which a new list is seen
FIELDS = ("name", "kind", "phase", "local_authority", "town", "postcode", "is_closed")
# A list that is shorter by more than a tenth was cut off, or holds something else.
FALL_AT_MOST = 0.1


class GiasFallError(ValueError):
    """The list is so much shorter than the table that it looks cut off; the message has the numbers."""


@dataclass(frozen=True)
class Changes:
    """What a list makes of the table. ``deleted``: closed by an earlier list, and named by no enquiry."""

    added: list[Establishment]
    changed: list[Establishment]
    closed: list[Establishment]
    deleted: list[Establishment]
    open_before: int
    open_after: int

    @property
    def is_fall(self) -> bool:
        """Whether the list is shorter than the table by more than a tenth."""
        return self.open_after < self.open_before * (1 - FALL_AT_MOST)

    @property
    def fall_in_words(self) -> str:
        """The numbers of a fall, for who has to decide."""
        return (
            f"it has {self.open_after:,} open establishments of Kent and Medway, and there are "
            f"{self.open_before:,} now. It looks cut off"
        )


def compare(establishments: list[Establishment]) -> Changes:
    """Return what changes when ``establishments`` are the open ones of now. Writes nothing."""
    now = {row.urn: row for row in Establishment.objects.all()}
    urns = {row.urn for row in establishments}
    gone = [row for row in now.values() if row.urn not in urns]
    named = set(Enquiry.objects.exclude(establishment=None).values_list("establishment", flat=True))
    return Changes(
        added=[row for row in establishments if row.urn not in now],
        changed=[row for row in establishments if row.urn in now and _values(row) != _values(now[row.urn])],
        closed=[row for row in gone if not row.is_closed],
        deleted=[row for row in gone if row.is_closed and row.urn not in named],
        open_before=sum(not row.is_closed for row in now.values()),
        open_after=len(urns),
    )


@transaction.atomic
def replace(*, establishments: list[Establishment], by: audit.Actor, may_fall: bool = False) -> Changes:
    """Make ``establishments`` the open ones; return what changed.

    Raises GiasFallError for a list that is shorter by more than a tenth, unless it ``may_fall``, and for an
    empty one in any case.
    """
    # Of two imports at once the second waits here.
    list(Establishment.objects.select_for_update().values_list("urn"))
    changes = compare(establishments)
    if not establishments or (changes.is_fall and not may_fall):
        raise GiasFallError(changes.fall_in_words)
    audit.record("delete", by=by, about=changes.deleted)
    Establishment.objects.filter(urn__in=[row.urn for row in changes.deleted]).delete()
    Establishment.objects.bulk_create(changes.added, batch_size=500)
    audit.record("add", by=by, about=changes.added)
    Establishment.objects.bulk_update(changes.changed, FIELDS, batch_size=100)
    audit.record("change", by=by, about=changes.changed)
    Establishment.objects.filter(urn__in=[row.urn for row in changes.closed]).update(is_closed=True)
    audit.record("close", by=by, about=changes.closed)
    transaction.on_commit(lambda: cache.delete(KNOWN_NAMES), robust=True)
    return changes


def known_names() -> KnownNames:
    """Return the names of all establishments, closed ones too, to be taken out of texts.

    None without database or cache.
    """
    try:
        names = cache.get_or_set(KNOWN_NAMES, _names, KNOWN_FOR)
    except Exception as error:
        # Which errors there are depends on the kind of cache, and the screen reads without names, too.
        logger.warning("The names of establishments could not be read (%s).", type(error).__name__)
        names = ()
    return _index(names or ())


def _names() -> tuple[str, ...]:
    return tuple(Establishment.objects.values_list("name", flat=True))


@lru_cache(maxsize=1)
def _index(names: tuple[str, ...]) -> KnownNames:
    """Return the names in the form that is searched, made once for a list: it is asked for at every post."""
    return KnownNames(names)


def _values(row: Establishment) -> list[object]:
    return [getattr(row, field) for field in FIELDS]
