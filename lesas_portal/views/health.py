"""Whether the portal works: for whoever runs it, and for machines that watch it."""

from dataclasses import asdict

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enquiries.services import screen
from lesas_portal.core import mail_queue


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 and the mail queue's figures while the database answers, else 503.

    The status is "ok", or "degraded" with the reasons: "screen" when every enquiry is turned away, or none;
    "second reader" when it is missing, breaks or makes nonsense.
    """
    try:
        mail = mail_queue.figures()
    except Error:
        return JsonResponse({"status": "error", "database": "unavailable"}, status=503)
    reasons = _broken()
    status = "degraded" if reasons else "ok"
    return JsonResponse({"status": status, "reasons": reasons, "database": "ok", "mail": asdict(mail)})


def _broken() -> list[str]:
    """Return the worse of what is broken: without the screen the second reader says nothing."""
    if not screen.screen_works():
        return ["screen"]
    return [] if screen.reader_works() else ["second reader"]
