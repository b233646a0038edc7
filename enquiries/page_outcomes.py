"""What closed enquiries say of the portal's pages: which answered, which was unclear, what is missing.

Editors read it, who may not read enquiries: no word of a sender is in it, only what advisers wrote for it.
"""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Max, Q
from django.utils import timezone

from enquiries.models import Enquiry
from guidance.models import SearchDocument


class PageOutcome(NamedTuple):
    """How often a page answered an enquiry, and how often it was about it but unclear."""

    address: str
    title: str
    answered: int
    unclear: int

    @property
    def is_on_site(self) -> bool:
        """Whether it is an address of ours, so that it may be a link."""
        return self.address.startswith("/") and not self.address.startswith(("//", "/\\"))


class Missing(NamedTuple):
    """What no page says, in an adviser's words, how many times it was needed, and the last day."""

    words: str
    times: int
    last_on: date


def pages() -> list[PageOutcome]:
    """Return the pages that enquiries were closed with, the most often unclear first. Two queries."""
    outcome = Enquiry.Outcome
    rows = (
        Enquiry.objects.closed()
        .filter(outcome__in=[outcome.PAGE, outcome.UNCLEAR])
        .exclude(outcome_page="")
        .order_by()
        .values_list("outcome_page")
        .annotate(
            answered=Count("pk", filter=Q(outcome=outcome.PAGE)),
            unclear=Count("pk", filter=Q(outcome=outcome.UNCLEAR)),
        )
        .order_by("-unclear", "-answered", "outcome_page")
    )
    found = list(rows)
    addresses = [address for address, _, _ in found]
    titles = dict(SearchDocument.objects.filter(url__in=addresses, part="").values_list("url", "title"))
    return [PageOutcome(address, titles.get(address, address), *counts) for address, *counts in found]


def missing() -> list[Missing]:
    """Return what no page says, what was needed most often first. One query."""
    rows = (
        Enquiry.objects.closed()
        .filter(outcome=Enquiry.Outcome.MISSING)
        .exclude(outcome_missing="")
        .order_by()
        .values_list("outcome_missing")
        .annotate(count=Count("pk"), last=Max("closed_at"))
        .order_by("-count", "-last")
    )
    return [Missing(words, count, timezone.localdate(last)) for words, count, last in rows]
