"""What the admin's first page says of texts that came with an update of the portal."""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet
from django.urls import reverse

from guidance.models import ShippedText
from lesas_portal.core.today import Counted, Line


def _waiting(user: User | AnonymousUser) -> QuerySet | None:
    """Corrected texts that wait beside what an adviser wrote."""
    return ShippedText.objects.waiting() if user.has_perm("guidance.view_shippedtext") else None


def _say(count: int) -> Line:
    said = "1 corrected text waits" if count == 1 else f"{count} corrected texts wait"
    page = reverse("admin:guidance_shippedtext_changelist")
    return Line(f"{said} for you", f"{page}?state=waiting")


shipped_lines = Counted(_waiting, _say)
