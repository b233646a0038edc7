"""Whether the portal works: for whoever runs it, and for machines that watch it."""

from dataclasses import asdict

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enquiries.services import screen
from guidance.services import front_door
from lesas_portal.core import mail_queue


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 and the mail queue's figures while the database answers, else 503.

    The status is "ok", or "degraded" with the reasons: "screen" when every enquiry is turned away, or none.
    """
    try:
        mail = mail_queue.figures()
    except Error:
        return JsonResponse({"status": "error", "database": "unavailable"}, status=503)
    reasons = [] if screen.screen_works() else ["screen"]
    status = "degraded" if reasons else "ok"
    return JsonResponse({"status": status, "reasons": reasons, "database": "ok", "mail": asdict(mail)})


@never_cache
def body_refused(request: HttpRequest, status: int) -> HttpResponse:
    """413 or 411: what was sent is too long, or does not say how long it is. None of it was read, so who to
    ring stands on the page itself."""
    heading = "What you sent is too long" if status == 413 else "We could not read what you sent"
    context = {"heading": heading, "noindex": True, "status": status, "door": front_door.now()}
    return render(request, "413.html", context, status=status)
