"""Whether a page helped: two buttons at its foot post here, without a token, so that pages can be kept.

What is answered may then ask what was missing. That text is read by the screen before anything else is done
with it, and is nowhere kept unless the screen lets it pass and the form is valid.
"""

import logging
from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from enquiries import feedback_pages, feedback_tokens, form_tokens, rate_limit, responses, triage
from enquiries.feedback_form import FeedbackForm
from enquiries.feedback_tokens import FeedbackToken
from enquiries.services import feedback as feedback_service
from enquiries.services import screen
from enquiries.submission import PROBLEMS
from lesas_portal.core.middleware import AddressedRequest
from lesas_portal.core.privacy import no_trace

logger = logging.getLogger(__name__)
ANSWERS = {"yes": True, "no": False}


@no_trace
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """Count an answer and ask what was missing; keep what was written. A GET says what this is.

    Raises RedactedError for whatever breaks.
    """
    if request.method != "POST":
        return _page(request, "about", heading="Did a page help you?")
    if form_tokens.is_foreign(request):
        return _refused(request)
    if "feedback_token" in request.POST:
        return _written(request)
    page, answer = request.POST.get("page", ""), request.POST.get("helped", "")
    if answer not in ANSWERS:
        return _refused(request)
    return _counted(request, page, helped=ANSWERS[answer])


def _counted(request: HttpRequest, page: str, *, helped: bool) -> HttpResponse:
    try:
        if not feedback_pages.is_asked_about(page):
            return _refused(request)
        feedback_service.count(page=page, helped=helped, address=_sender(request))
    except rate_limit.RateLimitError:
        return _not_taken(request, page, HTTPStatus.TOO_MANY_REQUESTS)
    except Error as error:
        logger.error("An answer about a page could not be counted (%s).", type(error).__name__)
        return _not_taken(request, page, HTTPStatus.SERVICE_UNAVAILABLE)
    return _ask(request, FeedbackForm(), page, token=feedback_tokens.issue(page, helped=helped))


@sensitive_variables()
def _written(request: HttpRequest) -> HttpResponse:
    """Read by the screen first, whatever the token and the form say of it; then looked at; then kept."""
    token = feedback_tokens.read(request.POST.get("feedback_token", ""))
    texts = screen.within_bounds({"message": request.POST.get("text", "")})
    try:
        rate_limit.count_screening(
            len(texts["message"]), address=_sender(request), has_token=token is not None
        )
    except rate_limit.RateLimitError:
        return responses.not_screened(request)
    screening = screen.screen(texts)
    if screening.route != triage.Route.STRATEGIC:
        return responses.feedback_signpost(request, screening, page=token.page if token else "")
    if token is None:
        return _refused(request)
    form = FeedbackForm(request.POST)
    if form.is_valid() and token.form.state is not form_tokens.State.GOOD:
        form.add_error(None, PROBLEMS[token.form.state].format(hours=settings.FORM_HOURS_AT_MOST))
    if form.errors:
        return _ask(request, form, token.page, token=_same_or_new(request, token))
    return _keep(request, form, token)


@sensitive_variables()
def _keep(request: HttpRequest, form: FeedbackForm, token: FeedbackToken) -> HttpResponse:
    try:
        feedback_service.keep(
            page=token.page,
            helped=token.helped,
            text=form.cleaned_data["text"],
            form=token.form,
            address=_sender(request),
        )
    except rate_limit.RateLimitError:
        return _not_taken(request, token.page, HTTPStatus.TOO_MANY_REQUESTS)
    except Error as error:
        logger.error("A comment on a page could not be kept (%s).", type(error).__name__)
        return _not_taken(request, token.page, HTTPStatus.SERVICE_UNAVAILABLE)
    return _page(request, "kept", heading="Thank you. We have what you wrote", page=token.page, days=_days())


def _same_or_new(request: HttpRequest, token: FeedbackToken) -> str:
    """The token as it came while it can still be used; else one as of a form that is opened now."""
    if token.form.state in {form_tokens.State.GOOD, form_tokens.State.TOO_FAST}:
        return request.POST["feedback_token"]
    return feedback_tokens.issue(token.page, helped=token.helped, backdate=True)


def _ask(request: HttpRequest, form: FeedbackForm, page: str, *, token: str) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    heading = "Thank you. Your answer is counted"
    known = {"form": form, "page": page, "token": token, "days": _days()}
    return _page(request, "ask", status=status, heading=heading, **known)


def _not_taken(request: HttpRequest, page: str, status: HTTPStatus) -> HttpResponse:
    is_limit = status is HTTPStatus.TOO_MANY_REQUESTS
    heading = "We could not take your answer"
    return _page(request, "not_taken", status=status, heading=heading, page=page, is_limit=is_limit)


def _refused(request: HttpRequest) -> HttpResponse:
    """Not from a page of ours that asks, or not with an answer that we know: say what this is."""
    return _page(request, "about", status=HTTPStatus.BAD_REQUEST, heading="Your answer did not reach us")


def _page(request: HttpRequest, name: str, *, status: int = HTTPStatus.OK, **context: object) -> HttpResponse:
    known = {"crumbs": [], "noindex": True, "reload_address": reverse("feedback"), **context}
    return render(request, f"enquiries/feedback/{name}.html", known, status=status)


def _sender(request: HttpRequest) -> str:
    return rate_limit.sender_of(cast(AddressedRequest, request))


def _days() -> int:
    return settings.FEEDBACK_RETENTION_DAYS
