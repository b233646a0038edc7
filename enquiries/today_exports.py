"""What the admin's first page says to who took enquiries out: that a file should be gone."""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet
from django.urls import reverse

from enquiries.models import EnquiryExport
from lesas_portal.core.today import Counted, Line


def _late(user: User | AnonymousUser) -> QuerySet | None:
    """Files that the person exported and whose day has come."""
    may_see = user.has_perm("enquiries.view_enquiryexport")
    return EnquiryExport.objects.overdue().filter(by=user.pk) if may_see else None


def _say(count: int) -> Line:
    what = "the file" if count == 1 else f"the {count} files"
    page = reverse("admin:enquiries_enquiryexport_changelist")
    return Line(f"Delete {what} of enquiries that you exported, and say so", f"{page}?file=mine", True)


files_to_delete = Counted(_late, _say)
