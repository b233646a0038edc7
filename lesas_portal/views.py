"""The pages about the site itself, its health, and what people see when something goes wrong."""

import json
from dataclasses import asdict
from datetime import date, timedelta

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enquiries import gate
from guidance.services import front_door
from lesas_portal.core import mail_queue


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What LESAS is and does, and what this site offers to other sites."""
    lead = "LESAS is Kent County Council’s safeguarding advice service for schools and settings."
    return render(request, "site/about.html", {"heading": "About LESAS", "lead": lead, "crumbs": []})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, with the results of the last recorded test run."""
    record = json.loads((settings.FIXTURES_DIR / "accessibility.json").read_text(encoding="utf-8"))
    context = {
        "heading": "Accessibility statement",
        "lead": "How accessible this site is, how we know, and what to do if something fails you.",
        "crumbs": [],
        "record": record | {"tested_on": date.fromisoformat(record["tested_on"])},
    }
    return render(request, "site/accessibility.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the site keeps of the people who use it, and for how long."""
    context = {
        "heading": "Privacy",
        "lead": "Read this site without telling us anything. We keep only what you send in an enquiry.",
        "crumbs": [],
        "enquiry_months": settings.ENQUIRY_RETENTION_MONTHS,
        "spam_days": settings.SPAM_RETENTION_DAYS,
        "mail_days": settings.MAIL_BODY_DAYS,
    }
    return render(request, "site/privacy.html", context)


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """That readers get no cookie."""
    lead = "This site sets no cookies when you read it."
    return render(request, "site/cookies.html", {"heading": "Cookies", "lead": lead, "crumbs": []})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt (RFC 9309)."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116): where to report a weakness. It expires a year after it is asked for."""
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=364)
    return render(request, "security.txt", {"expires": expires}, content_type="text/plain; charset=utf-8")


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
    reasons = [] if gate.screen_works() else ["screen"]
    status = "degraded" if reasons else "ok"
    return JsonResponse({"status": status, "reasons": reasons, "database": "ok", "mail": asdict(mail)})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the data sent cannot be read."""
    return _sorry(request, 400, "We could not read that request")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this visitor."""
    return _sorry(request, 403, "You cannot open this page")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose security token is missing or old (Django's CSRF check)."""
    return _sorry(request, 403, "This form could not be checked", template="403_csrf.html")


@never_cache
def body_refused(request: HttpRequest, status: int) -> HttpResponse:
    """413 or 411: what was sent is too long, or does not say how long it is. None of it was read, so who to
    ring stands on the page itself."""
    heading = "What you sent is too long" if status == 413 else "We could not read what you sent"
    context = {"heading": heading, "noindex": True, "status": status, "door": front_door.now()}
    return render(request, "413.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing at this address."""
    return _sorry(request, 404, "Page not found")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: something broke. The template asks nothing of the database."""
    return _sorry(request, 500, "Something went wrong")


def _sorry(request: HttpRequest, status: int, heading: str, template: str = "") -> HttpResponse:
    context = {"heading": heading, "noindex": True}
    return render(request, template or f"{status}.html", context, status=status)
