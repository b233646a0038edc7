"""What each step of the enquiry shows."""

from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string

from enquiries.first_question import QuestionForm
from enquiries.forms import EnquiryForm
from enquiries.models import Enquiry, Establishment
from enquiries.roles import ROLES
from enquiries.services import screen
from enquiries.submission import Submission
from guidance.models import Helpline
from guidance.services import front_door, lado_clock

# All open schools of Kent and Medway; more would make the page heavy.
SUGGESTIONS_AT_MOST = 1000
OWN_HELPLINE = "lesas"
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
    """The Front Door, the LADO or both, as the screen named them. What was typed is in the page, not kept."""
    door = front_door.now()
    screening = submission.screening
    kind = str(screening.route)
    context = {
        "heading": HEADING_OF_BOTH if screening.also else SIGNPOST_HEADINGS[kind],
        "kind": kind,
        "is_both": bool(screening.also),
        "is_screen_broken": screen.SCREEN_FAILED in screening.signals,
        "door": door,
        "sentence": lado_clock.sentence(door),
        "is_answer": True,
        "crumbs": None,
        "reload_address": reverse("guidance:allegations" if kind == "lado" else "guidance:front_door"),
        "submission": submission,
    }
    return _private(request, "enquiries/signpost.html", context)


def not_screened(request: HttpRequest) -> HttpResponse:
    """Who to ring, and nothing of what was typed, which was not read: its sender had enough of that."""
    view = import_string(settings.BODY_REFUSED_VIEW)
    return view(request, status=HTTPStatus.TOO_MANY_REQUESTS)


def sent(request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
    """The reference and what happens next, without a word of the enquiry."""
    context = {
        "heading": "Enquiry sent",
        "enquiry": enquiry,
        "is_acknowledged": enquiry.status != Enquiry.Status.SPAM,
        "months": settings.ENQUIRY_RETENTION_MONTHS,
        "mailbox": settings.ENQUIRIES_MAILBOX,
        "phone": _own_phone(),
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
