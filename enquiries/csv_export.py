"""Enquiries as CSV for a spreadsheet."""

import csv
import io
import unicodedata
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


def heading() -> str:
    """Return the heading row."""
    return _written([COLUMNS])


def rows(enquiries: Iterable[Enquiry]) -> str:
    """Return ``enquiries`` as rows of CSV; no cell starts a formula."""
    return _written([_harmless(cell) for cell in _cells(enquiry)] for enquiry in enquiries)


def _written(table: Iterable[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(table)
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
    """Return ``cell`` with an apostrophe in front where it, or what is seen of it, starts a formula."""
    is_formula = cell.startswith(FORMULA_STARTS) or _seen(cell).startswith(FORMULA_STARTS)
    return f"'{cell}" if is_formula else cell


def _seen(cell: str) -> str:
    """Return ``cell`` from its first character that can be seen: some programs drop the others."""
    seen = (place for place, letter in enumerate(cell) if not _is_invisible(letter))
    return cell[next(seen, len(cell)) :]


def _is_invisible(letter: str) -> bool:
    # Formats (U+2060, U+00AD), controls, marks without a letter, and blanks of every width.
    return letter.isspace() or unicodedata.category(letter) in {"Cf", "Cc", "Cn", "Co", "Mn", "Me"}
