"""What the admin's first page says about contact details that nobody has confirmed."""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet
from django.urls import reverse

from guidance.models import Helpline
from lesas_portal.core.today import Counted, Line


def _unconfirmed(user: User | AnonymousUser) -> QuerySet | None:
    """Public helplines with details to confirm, for whoever may confirm them."""
    may_confirm = user.has_perms(["guidance.change_helpline", "guidance.publish_content"])
    return Helpline.objects.published().unconfirmed() if may_confirm else None


def _say(count: int) -> Line:
    has = "1 contact has" if count == 1 else f"{count} contacts have"
    page = reverse("admin:guidance_helpline_changelist")
    return Line(
        f"{has} a number, an address or hours that nobody has confirmed",
        f"{page}?confirm=any&state=public",
    )


unconfirmed_lines = Counted(_unconfirmed, _say)
