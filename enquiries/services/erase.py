"""Erases an enquiry that was about a child or an adult after all, or that its sender wants gone."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from enquiries.models import Enquiry, ErasedEnquiry
from enquiries.services import erasure_log
from guidance.services import front_door
from lesas_portal.core import audit, database_traces, mail_queue, person_names, working_days
from lesas_portal.core.models import QueuedEmail


class AlreadyErasedError(Exception):
    """Somebody was quicker; nothing was done."""


def joined(enquiry: Enquiry) -> list[Enquiry]:
    """Return ``enquiry`` and those that were closed as the same, in both directions: one thread holds them.

    Ordered by number. Empty when it is not there any more.
    """
    found = set(Enquiry.objects.filter(pk=enquiry.pk).values_list("pk", flat=True))
    while True:
        rows = Enquiry.objects.filter(Q(pk__in=found) | Q(same_as__in=found)).values_list("pk", "same_as")
        more = {pk for pair in rows for pk in pair if pk}
        if more <= found:
            return list(Enquiry.objects.filter(pk__in=found).order_by("pk"))
        found |= more


def about_a_child(*, enquiry: Enquiry, by: audit.Actor) -> list[ErasedEnquiry]:
    """Erase ``enquiry`` and those joined with it, and tell their senders who to ring instead.

    Nothing they wrote stays, nor who they are; the signpost mail is blanked once it is sent. Returns what is
    left of each. Raises AlreadyErasedError.
    """
    door = front_door.now()
    at = timezone.now()
    with transaction.atomic():
        chosen = [row.pk for row in joined(enquiry)]
        rows = list(Enquiry.objects.select_for_update().filter(pk__in=chosen).order_by("pk"))
        if not rows:
            raise AlreadyErasedError
        audit.record("erase about a child", by=by, about=rows)
        remains = ErasedEnquiry.objects.bulk_create([_remains(row, by=by, at=at) for row in rows])
        remove(rows, why=erasure_log.ABOUT_A_CHILD, at=at)
        _queue_signposts(rows, door)
    return remains


def remove(rows: Iterable[Enquiry], *, why: str, at: datetime) -> None:
    """Delete ``rows``, which the caller holds, with their threads and every mail about them.

    After the transaction the file of erasures has them, and the database's journal does not.
    """
    rows = list(rows)
    references = [row.reference for row in rows]
    mail_queue.delete_for(about=references)
    Enquiry.objects.filter(pk__in=[row.pk for row in rows]).delete()
    transaction.on_commit(partial(erasure_log.note, references=references, at=at, why=why), robust=True)
    transaction.on_commit(database_traces.truncate_journal, robust=True)


@transaction.atomic
def again(*, erasures: list[erasure_log.Erasure], by: audit.Actor) -> int:
    """Erase what an older database brought back, without a mail; return how many.

    Who erased it first stands in no file, so its tombstone names who put the database back.
    """
    known = {one.reference: one for one in erasures if one.why != erasure_log.MAIL}
    for one in erasures:
        if one.why == erasure_log.MAIL:
            # The number of a mail that was queued since is another one's.
            QueuedEmail.objects.filter(pk=one.reference, queued_at__lte=one.moment).delete()
    rows = list(Enquiry.objects.select_for_update().filter(reference__in=known).order_by("pk"))
    mail_queue.delete_for(about=list(known))
    audit.record("erase again", by=by, about=rows)
    ErasedEnquiry.objects.bulk_create(
        [
            _remains(row, by=by, at=known[row.reference].moment)
            for row in rows
            if known[row.reference].why == erasure_log.ABOUT_A_CHILD
        ],
        ignore_conflicts=True,
    )
    Enquiry.objects.filter(pk__in=[row.pk for row in rows]).delete()
    transaction.on_commit(database_traces.truncate_journal, robust=True)
    return len(rows)


def purge_remains(*, on: date | None = None) -> int:
    """Delete tombstones past settings.AUDIT_RETENTION_MONTHS, with their blank mails; return how many."""
    day = working_days.add_months(on or timezone.localdate(), -settings.AUDIT_RETENTION_MONTHS)
    old = ErasedEnquiry.objects.filter(erased_at__date__lt=day)
    mail_queue.delete_for(about=list(old.values_list("reference", flat=True)))
    return old.delete()[0]


def _remains(row: Enquiry, *, by: audit.Actor, at: datetime) -> ErasedEnquiry:
    person = audit.person(by)
    return ErasedEnquiry(
        reference=row.reference,
        received_on=timezone.localdate(row.received_at),
        topic=row.topic,
        district=row.district,
        screen_route=row.screen_route,
        went_on=row.declared_general,
        erased_at=at,
        erased_by=person_names.name_of(person) if person else str(by),
    )


def _queue_signposts(rows: list[Enquiry], door: front_door.FrontDoor) -> None:
    """One mail to each address; of two enquiries of one sender the first names the reference."""
    context = {"door": door, "backup_days": settings.BACKUP_RETENTION_DAYS}
    for row in {row.email.casefold(): row for row in reversed(rows) if row.email}.values():
        named = {"reference": row.reference, "received_at": row.received_at}
        try:
            mail_queue.queue("about_a_child", to=row.email, about=row.reference, context=context | named)
        except ValidationError:
            # An address that older rules let pass. It must not keep the text here.
            continue
