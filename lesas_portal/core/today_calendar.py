"""What the admin's first page says about the list of bank holidays, which ends some day."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from lesas_portal.core import working_days
from lesas_portal.core.today import Line

# A release with a longer list takes weeks to come; the system check has warned for half a year by then.
SAID_BEFORE = timedelta(days=183)


def calendar_lines(user: User | AnonymousUser) -> list[Line]:
    """Say when the list of bank holidays ends, six months before, to whoever keeps closing days. No query."""
    last = max(working_days.bank_holidays())
    left = last - timezone.localdate()
    if left > SAID_BEFORE or not user.has_perm("core.view_closingday"):
        return []
    verb = "ended" if left < timedelta(0) else "ends"
    text = (
        f"The list of bank holidays {verb} on {date_format(last, 'j F Y')}: ask for an update of the portal"
    )
    return [Line(text, reverse("admin:core_closingday_changelist"), is_urgent=left < timedelta(0))]
