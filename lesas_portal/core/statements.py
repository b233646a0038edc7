"""Read and write the details of the privacy notice and the accessibility statement."""

from collections.abc import Collection

from django.db import Error, transaction

from lesas_portal.core import audit
from lesas_portal.core.statement_details import ONLY_ROW, StatementDetails


def details() -> StatementDetails | None:
    """Return the details, empty where nobody has filled them in; None while the database does not answer."""
    try:
        return StatementDetails.objects.first() or StatementDetails()
    except Error:
        return None


@transaction.atomic
def save(*, details: StatementDetails, changed: Collection[str], by: audit.Actor) -> None:
    """Write the fields named in ``changed`` and no others; the first time all. Without any nothing is noted.

    Raises IntegrityError when a colleague filled in the first row at the same moment.
    """
    held = StatementDetails.objects.select_for_update().filter(pk=ONLY_ROW).exists()
    details.pk = ONLY_ROW
    if held and not changed:
        return
    if held:
        details.save(update_fields=list(changed))
    else:
        details.save(force_insert=True)
    audit.record("change" if held else "add", by=by, about=details)
