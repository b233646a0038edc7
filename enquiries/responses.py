"""What each step of the enquiry shows."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string

from enquiries import rate_limit
from enquiries.first_question import QuestionForm
from enquiries.forms import EnquiryForm
from enquiries.models import Enquiry
from enquiries.roles import ROLES
from enquiries.services import notices, screen
from enquiries.services.suggestions import Found
from enquiries.submission import Submission
from enquiries.triage import ScreeningResult
from guidance.services import front_door, lado_clock
from lesas_portal.core import request_note

SIGNPOST_HEADINGS = {
    "front_door": "This needs the Front Door, not this form",
    "lado": "This needs the LADO, not this form",
    "unread": "If it is about a child, ring now",
}
HEADING_OF_BOTH = "This needs the Front Door and the LADO, not this form"


def question(request: HttpRequest, form: QuestionForm) -> HttpResponse:
    """The first question, with what the form is for and what it is not."""
    context = {
        "heading": "Ask LESAS",
        "lead": "Ask about policies, training, reviews, teaching, filtering and monitoring, or this website.",
        "crumbs": [],
        "form": form,
        "days": settings.REPLY_TARGET_WORKING_DAYS,
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "enquiries/question.html", context, status=status)


def change_topic(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The first question again, for somebody who has typed something already. All of that is in the page."""
    context = {
        "heading": "Choose another topic",
        "form": QuestionForm(initial={"topic": submission.topic}),
        "submission": submission,
        "days": settings.REPLY_TARGET_WORKING_DAYS,
    }
    return _private(request, "enquiries/topic.html", context)


def enquiry_form(
    request: HttpRequest, form: EnquiryForm, *, token: str, found: Found | None = None
) -> HttpResponse:
    """The form, empty or with what was typed; with establishments to choose from, if they asked for them."""
    context = {
        "heading": "Your enquiry",
        "form": form,
        "token": token,
        "roles": ROLES,
        "found": found,
        "days": settings.REPLY_TARGET_WORKING_DAYS,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return _private(request, "enquiries/form.html", context, status)


def check_answers(request: HttpRequest, form: EnquiryForm, submission: Submission) -> HttpResponse:
    """Everything that will be sent, with a way to change each answer."""
    context = {
        "heading": "Check your answers",
        "valid_form": form,
        "submission": submission,
        "token": submission.checked_token,
    }
    return _private(request, "enquiries/check.html", context)


def refusal(
    request: HttpRequest,
    form: EnquiryForm,
    submission: Submission,
    *,
    status: int,
    limit: rate_limit.RateLimitError | None = None,
) -> HttpResponse:
    """Nothing was stored, by our fault or because of a ``limit``: how to send it, and another way."""
    is_form = isinstance(limit, rate_limit.FormLimitError)
    context = {
        "heading": "We have not sent your enquiry",
        "valid_form": form,
        "submission": submission,
        "token": submission.fresh_token if is_form else submission.checked_token,
        "is_refused": True,
        "form_limit": getattr(limit, "limit", 0),
        "until": getattr(limit, "until", None),
        "number": request_note.number_of(request.META),
        "mailbox": settings.ENQUIRIES_MAILBOX,
        "phone": _own_phone(),
    }
    return _private(request, "enquiries/check.html", context, status)


def signpost(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The Front Door, the LADO or both, as the screen named them. What was typed is in the page, not kept."""
    context = _signpost_context(submission.screening)
    more = {"submission": submission, "token": submission.signpost_token}
    return _private(request, "enquiries/signpost.html", {**context, **more})


def _signpost_context(screening: ScreeningResult) -> dict:
    door = front_door.now()
    kind = str(screening.route)
    return {
        "heading": HEADING_OF_BOTH if screening.also else SIGNPOST_HEADINGS[kind],
        "kind": kind,
        "is_both": bool(screening.also),
        "is_screen_broken": screen.SCREEN_FAILED in screening.signals,
        "door": door,
        "sentence": lado_clock.sentence(door),
        "is_answer": True,
        "crumbs": None,
        "reload_address": reverse("guidance:allegations" if kind == "lado" else "guidance:front_door"),
    }


def feedback_signpost(request: HttpRequest, screening: ScreeningResult, *, page: str) -> HttpResponse:
    """The same for what was written about ``page``, which is empty where that is not known. Nothing of it is
    in the page, and there is no way on with it: who wrote it may say in other words what was missing."""
    context = _signpost_context(screening)
    return _private(request, "enquiries/feedback/signpost.html", {**context, "page": page})


def not_screened(request: HttpRequest) -> HttpResponse:
    """Who to ring, and nothing of what was typed, which was not read: its sender had enough of that."""
    view = import_string(settings.BODY_REFUSED_VIEW)
    return view(request, status=HTTPStatus.TOO_MANY_REQUESTS)


def sent(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """The reference and what happens next, without a word of the enquiry and no more than is so."""
    context = {
        "heading": "Enquiry sent",
        "enquiry": enquiry,
        "is_open": enquiry.status == Enquiry.Status.OPEN,
        "is_closed": enquiry.status == Enquiry.Status.CLOSED,
        "is_acknowledged": notices.has_acknowledgement(enquiry),
        "may_be_acknowledged": enquiry.acknowledgement_waits,
        "months": settings.ENQUIRY_RETENTION_MONTHS,
        "mailbox": settings.ENQUIRIES_MAILBOX,
        "phone": _own_phone(),
    }
    return _private(request, "enquiries/sent.html", context)


def sent_unread(request: HttpRequest) -> HttpResponse:
    """The confirmation while the database is away. It is asked for only after storing, but by its address
    alone nobody can tell, so it says when that is so, and gives no reason to send again."""
    context = {"heading": "We cannot show your reference just now", "mailbox": settings.ENQUIRIES_MAILBOX}
    context |= {"phone": _own_phone(), "number": request_note.number_of(request.META)}
    return _private(request, "enquiries/sent_unread.html", context, HTTPStatus.SERVICE_UNAVAILABLE)


def _private(request: HttpRequest, template: str, context: dict, status: int = HTTPStatus.OK) -> HttpResponse:
    crumbs = [("Ask LESAS", reverse("enquiries:question"))]
    return render(request, template, {"crumbs": crumbs, "noindex": True, **context}, status=status)


def _own_phone() -> str:
    """LESAS's own number once an adviser has confirmed one among the helplines, else empty.

    The last known one while the database is away, which is when it is needed.
    """
    own = front_door.now().own
    return own.phone if own else ""
