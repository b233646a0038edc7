"""Enquiries as CSV for a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from django.utils import timezone

from enquiries.models import Enquiry

COLUMNS = [
    "reference", "received", "status", "reply by", "topic", "setting", "setting type", "district",
    "role", "name", "email", "phone", "subject", "message", "service", "preferred dates", "attendees",
    "online or in person", "order number",
]  # fmt: skip
# What makes a spreadsheet read a cell as a formula (OWASP, "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(enquiries: Iterable[Enquiry]) -> str:
    """Return ``enquiries`` as CSV text with a heading row; no cell starts a formula."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for enquiry in enquiries:
        writer.writerow([_harmless(cell) for cell in _cells(enquiry)])
    return text.getvalue()


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


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
