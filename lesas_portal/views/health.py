"""Whether the portal works: for whoever runs it, and for machines that watch it."""

from dataclasses import asdict
from datetime import timedelta

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enquiries.services import screen
from lesas_portal.core import mail_queue, task_runs

# These are to run daily.
DAILY = {
    "purge_enquiries": "purge overdue",
    "backup": "backup overdue",
    "check_links": "link check overdue",
}
OVERDUE_AFTER = timedelta(days=2)


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 and the mail queue's figures while the database answers, else 503.

    The status is "ok", or "degraded" with the reasons: "screen" when every enquiry is turned away, or none;
    "second reader" when it is missing, breaks or makes nonsense; "mail waits" when the oldest has waited an
    hour; "mail given up" until somebody has seen to it; "purge overdue", "backup overdue" and
    "link check overdue" two days after the last one.
    """
    try:
        mail = mail_queue.figures()
        late = _late(mail)
    except Error:
        return JsonResponse({"status": "error", "database": "unavailable"}, status=503)
    reasons = _broken() + late
    status = "degraded" if reasons else "ok"
    return JsonResponse({"status": status, "reasons": reasons, "database": "ok", "mail": asdict(mail)})


def _broken() -> list[str]:
    """Return the worse of what is broken: without the screen the second reader says nothing."""
    if not screen.screen_works():
        return ["screen"]
    return [] if screen.reader_works() else ["second reader"]


def _late(mail: mail_queue.Figures) -> list[str]:
    """Return what did not happen in time."""
    overdue = task_runs.overdue(DAILY, after=OVERDUE_AFTER)
    reasons = {"mail waits": mail.waits_long, "mail given up": mail.failed > 0}
    reasons |= {reason: name in overdue for name, reason in DAILY.items()}
    return [reason for reason, holds in reasons.items() if holds]
