"""Enquiries out of the portal: with a reason, a day by which the file is deleted, and what was in it."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from enquiries import csv_export
from enquiries.models import Enquiry, EnquiryExport
from enquiries.models.enquiry import EnquiryQuerySet
from lesas_portal.core import audit, working_days
from lesas_portal.core.person_names import name_of

# So many rows are in memory at once.
BATCH = 500


@transaction.atomic
def start(*, enquiries: EnquiryQuerySet, reason: str, delete_by: date, by: audit.Actor) -> EnquiryExport:
    """Note that ``by`` takes ``enquiries`` out of the portal; ``lines`` then gives what was noted."""
    person = audit.person(by)
    export = EnquiryExport.objects.create(
        by=person,
        by_name=name_of(person) if person else str(by),
        reason=reason,
        delete_by=delete_by,
        references=list(enquiries.order_by("reference").values_list("reference", flat=True)),
    )
    audit.record("export", by=by, about=export)
    return export


def lines(export: EnquiryExport) -> Iterator[str]:
    """Give the file piece by piece: nothing that was not noted, and nothing erased meanwhile."""
    # The byte order mark lets Excel read the accents.
    yield f"\ufeff{csv_export.heading()}"
    for start_at in range(0, len(export.references), BATCH):
        some = export.references[start_at : start_at + BATCH]
        rows = Enquiry.objects.filter(reference__in=some).select_related("service").order_by("reference")
        yield csv_export.rows(rows)


@transaction.atomic
def note_deleted(*, export: EnquiryExport, by: audit.Actor) -> bool:
    """Note that ``by`` says that the file is deleted; False when somebody had said so already."""
    row = EnquiryExport.objects.select_for_update().get(pk=export.pk)
    if row.deleted_at:
        return False
    row.deleted_at = timezone.now()
    row.save(update_fields=["deleted_at"])
    audit.record("export deleted", by=by, about=row)
    return True


def that_held(references: list[str]) -> list[EnquiryExport]:
    """Return the exports with one of these in it whose file is not known to be deleted, newest first."""
    wanted = set(references)
    return [row for row in EnquiryExport.objects.filter(deleted_at=None) if wanted & set(row.references)]


def purge(*, on: date | None = None) -> int:
    """Delete records past settings.AUDIT_RETENTION_MONTHS whose file had to be gone by then."""
    day = working_days.add_months(on or timezone.localdate(), -settings.AUDIT_RETENTION_MONTHS)
    return EnquiryExport.objects.filter(at__date__lt=day).delete()[0]
