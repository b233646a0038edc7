"""How long enquiries are kept."""

from datetime import date, timedelta

from django.conf import settings

from enquiries.models import Enquiry
from lesas_portal.core import working_days


def delete_date(status: str, day: date) -> date:
    """Return the delete-by date of an enquiry that took this status on ``day``.

    The promise is settings.ENQUIRY_RETENTION_MONTHS after closing. An enquiry that nobody closes is counted
    from the day it came, so that none is kept for ever.
    """
    if status == Enquiry.Status.SPAM:
        return day + timedelta(days=settings.SPAM_RETENTION_DAYS)
    return working_days.add_months(day, settings.ENQUIRY_RETENTION_MONTHS)
