"""The pages about the site itself."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from enquiries.triage.model_card import load_model_card
from guidance.markup import Heading
from guidance.models import Resource
from lesas_portal import identity_provider, sign_in
from lesas_portal.core import statements, working_days
from lesas_portal.staff.provider import attempt

# An entry of the Information Commissioner's Office in the list of resources: its site is read from it.
REGULATOR = "ico-childrens-code"
# The sections of the screen's record, after the first: id and heading.
RECORD_SECTIONS = (
    ("owner", "Owner and responsibility"),
    ("reason", "Description and rationale"),
    ("decision", "How decisions are made"),
    ("tool", "Tool specification"),
    ("figures", "How often it is right"),
    ("risks", "Risks, mitigations and impact assessments"),
    ("contact", "Ask, or complain"),
)
# What stands at the side of long pages: id and heading.
DATA_SECTIONS = (
    ("resources", "Resources"),
    ("helplines", "Helplines"),
    ("search", "Search"),
    ("errors", "When something is wrong with a request"),
    ("feeds", "Feeds of updates"),
)
ACCESSIBILITY_SECTIONS = (
    ("contact", "Tell us about a problem, or ask for another format"),
    ("complain", "If you are not happy with our answer"),
    ("status", "Compliance status"),
    ("gaps", "What is not accessible, or not known to be"),
    ("tests", "How we tested, and when"),
)
PRIVACY_SECTIONS = (
    ("controller", "Who is responsible"),
    ("reading", "When you read"),
    ("searching", "When you search"),
    ("policy", "When you make a policy"),
    ("pack", "When you make a briefing or a pack"),
    ("feedback", "When you say whether a page helped"),
    ("embeds", "When a school shows our numbers"),
    ("program", "A program reads your message first"),
    ("enquiry", "When you send an enquiry"),
    ("who", "Who sees it"),
    ("rights", "Your rights"),
    ("complain", "If you are not happy"),
)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What LESAS is and does, and how this site works."""
    lead = "LESAS is Kent County Council’s safeguarding advice service for schools and settings."
    return render(request, "site/about.html", {"heading": "About LESAS", "lead": lead, "crumbs": []})


@require_safe
def about_data(request: HttpRequest) -> HttpResponse:
    """What this site offers to other sites: lists as JSON, and feeds."""
    context = {
        "heading": "Use our lists on your own site",
        "lead": "Resources, helplines and search as JSON, updates as feeds, for your own site or app.",
        "crumbs": [("About LESAS", reverse("about"))],
        "contents": _outline(DATA_SECTIONS),
        "reuse_line": settings.REUSE_LINE,
    }
    return render(request, "site/about_data.html", context)


@require_safe
def about_screen(request: HttpRequest) -> HttpResponse:
    """How the screen reads enquiries: the record of its figures, and who answers for it at the council."""
    context = {
        "heading": "A program reads your enquiry first",
        "lead": "It decides only which page you see. A person reads every enquiry that is sent.",
        "crumbs": [("About LESAS", reverse("about"))],
        "contents": _outline(RECORD_SECTIONS),
        "card": load_model_card(),
        "details": statements.details(),
        "mailbox": settings.ENQUIRIES_MAILBOX,
        "reply_days": settings.REPLY_TARGET_WORKING_DAYS,
    }
    return render(request, "site/about_screen.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement: its dates and findings from the record, its contacts from an adviser."""
    record = _accessibility_record()
    details = statements.details()
    person_reviewed_on = details.accessibility_reviewed_on if details else None
    reviewed_on = max(filter(None, [record["reviewed_on"], person_reviewed_on]))
    context = {
        "heading": "Accessibility statement",
        "lead": "How accessible this site is, how we know, and what to do if something fails you.",
        "crumbs": [],
        "contents": _outline(ACCESSIBILITY_SECTIONS),
        "record": record,
        "details": details,
        "reviewed_on": reviewed_on,
        "next_review_on": working_days.add_months(reviewed_on, settings.REVIEW_INTERVAL_MONTHS),
        "reply_days": settings.REPLY_TARGET_WORKING_DAYS,
    }
    return render(request, "site/accessibility.html", context)


def _outline(sections: Iterable[tuple[str, str]]) -> tuple[Heading, ...]:
    return tuple(Heading(2, anchor, text) for anchor, text in sections)


def _accessibility_record() -> dict:
    """Return what the last test found and when, with its dates as dates."""
    record = json.loads((settings.FIXTURES_DIR / "accessibility.json").read_text(encoding="utf-8"))
    dates = {name: date.fromisoformat(value) for name, value in record.items() if name.endswith("_on")}
    return record | dates


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice: what the site keeps of people, on what ground, for how long, and their rights."""
    context: dict[str, object] = {
        "heading": "Privacy notice",
        "lead": "Read this site without telling us who you are. About you we keep only what you send us.",
        "crumbs": [],
        "contents": _outline(PRIVACY_SECTIONS),
        "details": statements.details(),
        "regulator_site": _regulator_site(),
        "reply_days": settings.REPLY_TARGET_WORKING_DAYS,
        "enquiry_months": settings.ENQUIRY_RETENTION_MONTHS,
        "spam_days": settings.SPAM_RETENTION_DAYS,
        "feedback_days": settings.FEEDBACK_RETENTION_DAYS,
        "mail_days": settings.MAIL_BODY_DAYS,
        "audit_months": settings.AUDIT_RETENTION_MONTHS,
        "backup_days": settings.BACKUP_RETENTION_DAYS,
        "export_days": settings.EXPORT_DAYS_AT_MOST,
        "invitation_days": sign_in.INVITATION_DAYS_KEPT,
    }
    return render(request, "site/privacy.html", context)


def _regulator_site() -> str:
    """The front page of the ICO's site, as the list of resources has it; empty where it cannot be told."""
    try:
        found = Resource.objects.published().filter(slug=REGULATOR).values_list("url", flat=True).first()
    except Error:
        return ""
    return urljoin(found, "/") if found else ""


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """That readers get no cookie."""
    lead = "This site sets no cookies when you read it."
    names = {"session_cookie": settings.SESSION_COOKIE_NAME, "csrf_cookie": settings.CSRF_COOKIE_NAME}
    names["provider_cookie"] = attempt.cookie() if identity_provider.is_on() else ""
    return render(request, "site/cookies.html", {"heading": "Cookies", "lead": lead, "crumbs": [], **names})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt (RFC 9309)."""
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116): where to report a weakness. It expires a year after it is asked for."""
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=364)
    context = {"expires": expires, "mailbox": settings.ENQUIRIES_MAILBOX}
    return render(request, "security.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def about_security(request: HttpRequest) -> HttpResponse:
    """How to report a weakness of the site, in the words of SECURITY.md."""
    context = {
        "heading": "Report a security problem",
        "lead": "You have found a way to misuse this site, or to see what you should not. Tell us.",
        "crumbs": [("About LESAS", reverse("about"))],
        "mailbox": settings.ENQUIRIES_MAILBOX,
    }
    return render(request, "site/about_security.html", context)
