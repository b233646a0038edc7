"""How an enquiry is found from any page of the admin: by its reference, by those who may open it.

Its words are searched in its own list, so that no name of a child shows beside pages of content.
"""

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse

from enquiries.models import Enquiry, SavedReply
from lesas_portal.core import reference
from lesas_portal.core.find import Group, Hit, Sought, may_open

SHOWN = 8


def enquiries(user: User | AnonymousUser, sought: Sought) -> list[Group]:
    """Return the enquiry with the reference in ``sought``. One query, and none without a reference."""
    named = reference.parse(sought.text)
    if not named or not may_open(user, Enquiry):
        return []
    rows = Enquiry.objects.filter(reference=named).only("pk", "reference", "screen_route")
    hits = [Hit(row.reference, reverse("admin:enquiries_enquiry_change", args=[row.pk])) for row in rows]
    return [Group("Enquiries", hits)]


def saved_replies(user: User | AnonymousUser, sought: Sought) -> list[Group]:
    """Return the saved replies that hold every word of ``sought``. One query."""
    if not may_open(user, SavedReply):
        return []
    rows = SavedReply.objects.all()
    for word in sought.words:
        rows = rows.filter(title__icontains=word) | rows.filter(body__icontains=word)
    found = list(rows[: SHOWN + 1])
    hits = [Hit(str(row), reverse("admin:enquiries_savedreply_change", args=[row.pk])) for row in found]
    return [Group("Saved replies", hits[:SHOWN], len(hits) - len(hits[:SHOWN]))]
