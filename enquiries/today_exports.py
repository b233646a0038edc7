"""What the admin's first page says to who took enquiries out: that a file should be gone."""

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse

from enquiries.models import EnquiryExport
from lesas_portal.core.today import Line


def files_to_delete(user: User | AnonymousUser) -> list[Line]:
    """Return a line for the holder of exported files whose day has come."""
    if not user.has_perm("enquiries.view_enquiryexport"):
        return []
    late = EnquiryExport.objects.overdue().filter(by=user.pk).count()
    if not late:
        return []
    what = "the file" if late == 1 else f"the {late} files"
    page = reverse("admin:enquiries_enquiryexport_changelist")
    return [Line(f"Delete {what} of enquiries that you exported, and say so", f"{page}?file=late", True)]
