"""The steps of an enquiry: the first question, the form, check answers, sent. The screen comes first.

Nothing is kept on the server between the steps: each page carries what was typed in its own fields.
"""

import logging
from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from enquiries import form_tokens, rate_limit, responses, spam, submission, triage
from enquiries.first_question import Elsewhere, QuestionForm
from enquiries.forms import EnquiryForm
from enquiries.models import Diversion, Enquiry, Topic
from enquiries.services import screen, submit
from enquiries.submission import Submission
from lesas_portal.core.privacy import no_trace

logger = logging.getLogger(__name__)


@require_safe
def question(request: HttpRequest) -> HttpResponse:
    """The first question; its answer leads to the form, or to the Front Door or the LADO."""
    was_asked = "asked" in request.GET or "topic" in request.GET
    form = QuestionForm(request.GET) if was_asked else QuestionForm()
    if form.is_valid():
        return redirect(_next_address(form.cleaned_data["topic"]))
    return responses.question(request, form)


@no_trace
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form, for a topic that LESAS answers; any other leads to the question or the Front Door.

    A post may also ask for the first question again, and its answer comes here with all that was typed.

    Raises RedactedError for whatever breaks, as ``check`` does.
    """
    topic = request.POST.get("topic") or request.GET.get("topic", "")
    if topic not in Topic:
        return redirect(_next_address(topic))
    if request.method == "POST":
        return _answer(request, submission.read(request, Topic(topic)))
    form = EnquiryForm(topic=Topic(topic), initial={"service": request.GET.get("service")})
    return responses.enquiry_form(request, form, token=form_tokens.issue())


@no_trace
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check answers, then send. Only the form posts to it; a GET is redirected to the question."""
    topic = request.POST.get("topic") or request.GET.get("topic", "")
    if request.method != "POST" or topic not in Topic:
        return redirect(_next_address(topic if topic in Elsewhere else ""))
    return _answer(request, submission.read(request, Topic(topic)))


@no_trace
@require_safe
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """The confirmation, at an address that nobody can guess. Raises Http404 for any other token."""
    return responses.sent(request, get_object_or_404(Enquiry, token=token))


@no_trace
@require_safe
def not_kept(request: HttpRequest) -> HttpResponse:
    """An empty style sheet of the signpost. It makes browsers let go of pages that they keep whole for Back.

    Chromium keeps a page with what was typed, in spite of no-store. The header does nothing in the answer
    that leads away from that page, only in one that comes after. A script asks with HEAD, and gets none.
    """
    response = HttpResponse(content_type="text/css")
    if request.method == "GET":
        response["Clear-Site-Data"] = '"cache"'
    return response


@sensitive_variables()
def _answer(request: HttpRequest, post: Submission) -> HttpResponse:
    """Answer one post; unread, and with who to ring, where its sender has used up what the screen reads."""
    try:
        return _answer_screened(request, post)
    except rate_limit.RateLimitError:
        return responses.not_screened(request)


@sensitive_variables()
def _answer_screened(request: HttpRequest, post: Submission) -> HttpResponse:
    """Signpost, form, check answers, or stored and confirmed."""
    if post.is_diverted:
        screen.count_diversion(route=post.screening.route, step=post.step, declared_general=False)
        return responses.signpost(request, post)
    if post.asks_for_topic:
        return responses.change_topic(request, post)
    if post.is_edit_request:
        declaration = post.going_on or post.declared
        form = EnquiryForm(topic=post.topic, declaration=declaration, initial=post.initial)
        return responses.enquiry_form(request, form, token=post.next_token)
    form = EnquiryForm(post.data, topic=post.topic, declaration=post.declared)
    if form.is_valid() and post.problem:
        form.add_error(None, post.problem)
    if form.errors:
        return responses.enquiry_form(request, form, token=post.next_token)
    if post.step == Diversion.Step.CHECK:
        return _send(request, form, post)
    if post.is_elsewhere:
        screen.count_diversion(route=post.screening.route, step=post.step, declared_general=True)
    return responses.check_answers(request, form, post)


@sensitive_variables()
def _send(request: HttpRequest, form: EnquiryForm, post: Submission) -> HttpResponse:
    answers = form.answers()
    try:
        enquiry = submit.receive(
            screening=post.screening,
            declared_general=post.declared_general,
            answers=answers,
            nonce=post.token.nonce,
            address=post.address,
            spam_signs=spam.signs(
                answers=answers,
                trap=post.data.get("homepage", ""),
                is_unread=post.screening.route == triage.Route.UNREAD,
            ),
        )
    except rate_limit.RateLimitError:
        return responses.refusal(request, form, post, status=HTTPStatus.TOO_MANY_REQUESTS)
    except DatabaseError as error:
        logger.error("An enquiry could not be stored (%s).", type(error).__name__)
        return responses.refusal(request, form, post, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return redirect("enquiries:sent", token=enquiry.token)


def _next_address(topic: str) -> str:
    """Return where an answer to the first question leads; anything unknown leads back to the question."""
    if topic in Topic:
        return f"{reverse('enquiries:new')}?topic={topic}"
    elsewhere: dict[str, str] = {
        Elsewhere.CHILD: "guidance:front_door",
        Elsewhere.ADULT: "guidance:allegations",
    }
    return reverse(elsewhere.get(topic, "enquiries:question"))
