"""What each step of the enquiry shows."""

from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from enquiries.forms import ROLES, EnquiryForm, QuestionForm
from enquiries.models import Enquiry, Establishment
from enquiries.submission import Submission
from enquiries.triage import Route
from guidance.models import Helpline
from guidance.services import front_door

# All open schools of Kent and Medway; more would make the page heavy.
SUGGESTIONS_AT_MOST = 1000
OWN_HELPLINE = "lesas"


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


def enquiry_form(request: HttpRequest, form: EnquiryForm, *, token: str) -> HttpResponse:
    """The form, empty or with what was typed."""
    context = {
        "heading": "Your enquiry",
        "form": form,
        "token": token,
        "roles": ROLES,
        "setting_names": _setting_names(),
        "days": settings.REPLY_TARGET_WORKING_DAYS,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return _private(request, "enquiries/form.html", context, status)


def check_answers(request: HttpRequest, form: EnquiryForm, submission: Submission) -> HttpResponse:
    """Everything that will be sent, with a way to change each answer."""
    context = {"heading": "Check your answers", "valid_form": form, "submission": submission}
    return _private(request, "enquiries/check.html", context)


def refusal(request: HttpRequest, form: EnquiryForm, submission: Submission, *, status: int) -> HttpResponse:
    """Nothing was stored: the answers to send again, and another way to reach LESAS."""
    context = {
        "heading": "We have not sent your enquiry",
        "valid_form": form,
        "submission": submission,
        "is_refused": True,
        "is_too_many": status == HTTPStatus.TOO_MANY_REQUESTS,
        "mailbox": settings.ENQUIRIES_MAILBOX,
        "phone": _own_phone(),
    }
    return _private(request, "enquiries/check.html", context, status)


def signpost(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The Front Door or the LADO, whichever the screen named. What was typed is in the page, not kept."""
    is_about_adult = submission.screening.route == Route.LADO
    context = {
        "heading": "Tell the LADO, not LESAS" if is_about_adult else "Tell the Front Door, not LESAS",
        "is_about_adult": is_about_adult,
        "door": front_door.now(),
        "submission": submission,
    }
    return _private(request, "enquiries/signpost.html", context)


def sent(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """The reference and what happens next, without a word of the enquiry."""
    context = {
        "heading": "Enquiry sent",
        "enquiry": enquiry,
        "is_acknowledged": enquiry.status != Enquiry.Status.SPAM,
        "months": settings.ENQUIRY_RETENTION_MONTHS,
    }
    return _private(request, "enquiries/sent.html", context)


def _private(request: HttpRequest, template: str, context: dict, status: int = HTTPStatus.OK) -> HttpResponse:
    crumbs = [("Ask LESAS", reverse("enquiries:question"))]
    return render(request, template, {"crumbs": crumbs, "noindex": True, **context}, status=status)


def _setting_names() -> list[str]:
    """Names to suggest; none while the database is down, for the form can do without."""
    try:
        return list(Establishment.objects.values_list("name", flat=True).distinct()[:SUGGESTIONS_AT_MOST])
    except DatabaseError:
        return []


def _own_phone() -> str:
    """LESAS's own number once an adviser has confirmed one among the helplines, else empty."""
    try:
        row = Helpline.objects.published().filter(slug=OWN_HELPLINE).first()
    except DatabaseError:
        return ""
    return row.public_phone if row else ""
