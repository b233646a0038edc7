"""Enquiries as CSV for a spreadsheet."""

from collections.abc import Iterable

from django.utils import timezone

from enquiries.models import Enquiry
from lesas_portal.core.spreadsheet_cells import written

COLUMNS = [
    "reference", "received", "status", "reply by", "topic", "setting", "setting type", "district",
    "role", "name", "email", "phone", "subject", "message", "service", "preferred dates", "attendees",
    "online or in person", "order number",
]  # fmt: skip


def heading() -> str:
    """Return the heading row."""
    return written([COLUMNS])


def rows(enquiries: Iterable[Enquiry]) -> str:
    """Return ``enquiries`` as rows of CSV; no cell starts a formula."""
    return written(_cells(enquiry) for enquiry in enquiries)


def _cells(enquiry: Enquiry) -> list[str]:
    return [
        enquiry.reference,
        f"{timezone.localtime(enquiry.received_at):%Y-%m-%d %H:%M}",
        enquiry.get_status_display(),
        enquiry.reply_by.isoformat(),
        enquiry.get_topic_display(),
        enquiry.setting_name,
        enquiry.get_setting_type_display(),
        enquiry.get_district_display(),
        enquiry.role,
        enquiry.name,
        enquiry.email,
        enquiry.phone,
        enquiry.subject,
        enquiry.message,
        str(enquiry.service or ""),
        enquiry.preferred_dates,
        enquiry.attendees,
        enquiry.get_delivery_display(),
        enquiry.order_number,
    ]
