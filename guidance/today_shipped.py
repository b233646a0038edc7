"""What the admin's first page says of texts that came with an update of the portal."""

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse

from guidance.models import ShippedText
from lesas_portal.core.today import Line


def shipped_lines(user: User | AnonymousUser) -> list[Line]:
    """Say how many corrected texts wait beside what an adviser wrote. One query."""
    if not user.has_perm("guidance.view_shippedtext"):
        return []
    number = ShippedText.objects.waiting().count()
    if not number:
        return []
    said = "1 corrected text waits" if number == 1 else f"{number} corrected texts wait"
    page = reverse("admin:guidance_shippedtext_changelist")
    return [Line(f"{said} for you", f"{page}?state=waiting")]
