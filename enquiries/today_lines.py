"""What the admin's first page says of enquiries: what needs somebody now, and when they were last purged."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from enquiries.models import Enquiry
from lesas_portal.core.today import Line

PURGE = "purge_enquiries"
PURGE_AT_LEAST_EVERY = timedelta(days=2)
# What is counted, with where it is listed and how it is said of one and of several; the worst first.
SAID = [
    ("read_first", "?need=read-first", "1 enquiry to read first", "{} enquiries to read first", True),
    ("late", "?need=late", "1 enquiry is late", "{} enquiries are late", True),
    ("today", "?need=today", "1 enquiry to answer today", "{} enquiries to answer today", False),
    ("mine", "?tab=mine", "1 enquiry is yours", "{} enquiries are yours", False),
    ("nobody", "?tab=nobody", "1 enquiry has no owner", "{} enquiries have no owner", False),
    ("back", "?need=back", "1 enquiry is back from hold", "{} enquiries are back from hold", False),
]


def enquiry_lines(user: User | AnonymousUser) -> list[Line]:
    """Return the enquiries that need this person now, by what they need. One query."""
    if not user.has_perm("enquiries.view_enquiry"):
        return []
    counts = Enquiry.objects.work_counts(owner=user)
    page = reverse("admin:enquiries_enquiry_changelist")
    return [
        Line(one if counts[name] == 1 else several.format(counts[name]), f"{page}{query}", is_urgent)
        for name, query, one, several, is_urgent in SAID
        if counts[name]
    ]


def put_apart_lines(user: User | AnonymousUser) -> list[Line]:
    """Say how many wait in Suspected spam, and how many of them past the day that others are answered by."""
    if not user.has_perm("enquiries.view_enquiry"):
        return []
    is_late = Q(reply_by__lt=timezone.localdate())
    counts = Enquiry.objects.put_apart().aggregate(count=Count("pk"), late=Count("pk", filter=is_late))
    count, late = counts["count"], counts["late"]
    if not count:
        return []
    text = f"{count} {'enquiry waits' if count == 1 else 'enquiries wait'} in Suspected spam"
    if late:
        text += f", {late} of them past the day to answer by"
    page = reverse("admin:enquiries_suspectedspam_changelist")
    return [Line(text, f"{page}?signs=rules", is_urgent=bool(late))]


def purge_is_missed() -> bool:
    """Whether enquiries have waited for a first purge. One query."""
    return Enquiry.objects.filter(received_at__lt=timezone.now() - PURGE_AT_LEAST_EVERY).exists()
