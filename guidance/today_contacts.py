"""What the admin's first page says about contact details that nobody has confirmed."""

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse

from guidance.models import Helpline
from lesas_portal.core.today import Line


def unconfirmed_lines(user: User | AnonymousUser) -> list[Line]:
    """Say how many public helplines have details to confirm, to whoever may confirm them. One query."""
    if not user.has_perms(["guidance.change_helpline", "guidance.publish_content"]):
        return []
    count = Helpline.objects.published().unconfirmed().count()
    if not count:
        return []
    has = "1 contact has" if count == 1 else f"{count} contacts have"
    page = reverse("admin:guidance_helpline_changelist")
    return [
        Line(
            f"{has} a number, an address or hours that nobody has confirmed",
            f"{page}?confirm=any&state=public",
        )
    ]
