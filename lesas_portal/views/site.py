"""The pages about the site itself."""

import json
from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe


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
