"""What of the enquiries needs somebody now: lines of the admin's first page."""

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse
from django.utils import timezone

from enquiries.models import Enquiry
from lesas_portal.core.today import Line


def put_apart(user: User | AnonymousUser) -> list[Line]:
    """Say how many wait in Suspected spam, and how many of them past the day that others are answered by."""
    if not user.has_perm("enquiries.view_enquiry"):
        return []
    days = list(Enquiry.objects.put_apart().values_list("reply_by", flat=True))
    if not days:
        return []
    late = sum(day < timezone.localdate() for day in days)
    text = f"{len(days)} {'enquiry waits' if len(days) == 1 else 'enquiries wait'} in Suspected spam"
    if late:
        text += f", {late} of them past the day to answer by"
    return [Line(text, reverse("admin:enquiries_suspectedspam_changelist"), is_urgent=bool(late))]
