"""What the admin's first page says about mail: that it was given up, or that none goes out."""

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse

from lesas_portal.core import mail_pause, mail_queue
from lesas_portal.core.today import Line


def mail_lines(user: User | AnonymousUser) -> list[Line]:
    """Return the lines about mail for whoever may see the mails."""
    if not user.has_perm("core.view_queuedemail"):
        return []
    page = reverse("admin:core_queuedemail_changelist")
    figures = mail_queue.figures()
    lines = []
    if figures.failed:
        said = "1 email was" if figures.failed == 1 else f"{figures.failed} emails were"
        lines.append(Line(f"{said} given up", f"{page}?state=failed", is_urgent=True))
    if figures.waits_long:
        pause = mail_pause.current()
        why = f": {pause}" if pause else ""
        lines.append(
            Line(f"Email has waited for an hour or more{why}", f"{page}?state=unsent", is_urgent=True)
        )
    return lines
