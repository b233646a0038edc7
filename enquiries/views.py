"""The steps of an enquiry: the first question, the form, check answers, sent. The screen comes first.

Nothing is kept on the server between the steps: each page carries what was typed in its own fields.
"""

import logging
from functools import partial
from http import HTTPStatus

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from enquiries import form_tokens, rate_limit, responses, spam, submission
from enquiries.first_question import Elsewhere, QuestionForm
from enquiries.forms import EnquiryForm
from enquiries.models import Diversion, Enquiry, Topic
from enquiries.service_field import Services, offered_services
from enquiries.services import screen, submit, suggestions
from enquiries.submission import Submission
from lesas_portal.core.lost_connection import with_one_retry
from lesas_portal.core.privacy import no_trace

logger = logging.getLogger(__name__)

# What the buttons beside the name of the setting ask for.
FIND, CHOOSE = "find-setting", "choose-setting-"
NAMES_KEPT_FOR = 3600  # seconds
KNOWN_TO_FORM = {"topic", "service"}


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
    if request.GET.keys() - KNOWN_TO_FORM:
        return _without_the_rest(request)
    if topic not in Topic:
        return redirect(_next_address(topic))
    if request.method == "POST":
        return _answer(request, submission.read(request, Topic(topic)))
    initial = {"service": request.GET.get("service")}
    form = EnquiryForm(topic=Topic(topic), services=offered_services(Topic(topic)), initial=initial)
    return responses.enquiry_form(request, form, token=form_tokens.issue())


@no_trace
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check answers, then send. Only the form posts to it; a GET is redirected to the question."""
    topic = request.POST.get("topic") or request.GET.get("topic", "")
    if request.method != "POST" or topic not in Topic:
        return redirect(_next_address(topic if topic in Elsewhere else ""))
    return _answer(request, submission.read(request, Topic(topic)))


@require_safe
@cache_control(public=True, max_age=NAMES_KEPT_FOR)
def establishments(request: HttpRequest) -> HttpResponse:
    """Every "name, town, postcode" as JSON, for the form's script, which tells nobody what is typed."""
    try:
        content, tag = suggestions.published()
    except Error:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    response = HttpResponse(content, content_type="application/json", headers={"ETag": tag})
    return get_conditional_response(request, etag=tag, response=response) or response


@no_trace
@require_safe
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """The confirmation, at an address that nobody can guess. Raises Http404 for any other token."""
    try:
        enquiry = with_one_retry(partial(get_object_or_404, Enquiry, token=token))
        return responses.sent(request, enquiry)
    except Error:
        return responses.sent_unread(request)


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
    services = offered_services(post.topic)
    if post.is_edit_request:
        return _form_again(request, post, services)
    form = EnquiryForm(post.data, topic=post.topic, services=services, declaration=post.declared)
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
def _form_again(request: HttpRequest, post: Submission, services: Services) -> HttpResponse:
    """The form as it was typed, without errors: to change it, or to find and choose a setting."""
    wanted, initial, found = post.data.get("edit", ""), dict(post.initial), None
    if wanted == FIND or wanted.startswith(CHOOSE):
        # The form that these come from says beside its box what to tick, so here a tick is theirs.
        initial["declared"] = post.declared is not None
    if wanted == FIND:
        found = suggestions.find(post.data.get("setting_name", ""))
    elif wanted.startswith(CHOOSE) and (name := suggestions.chosen(wanted.removeprefix(CHOOSE))):
        initial["setting_name"] = name
    declaration = post.going_on or post.declared
    form = EnquiryForm(topic=post.topic, services=services, declaration=declaration, initial=initial)
    return responses.enquiry_form(request, form, token=post.next_token, found=found)


@sensitive_variables()
def _send(request: HttpRequest, form: EnquiryForm, post: Submission) -> HttpResponse:
    try:
        answers = form.answers()
        enquiry = submit.receive(
            screening=post.screening,
            declared_general=post.declared_general,
            answers=answers,
            nonce=post.token.nonce,
            address=post.address,
            spam_signs=spam.signs(answers=answers, trap=post.trap, was_stopped=post.is_elsewhere),
        )
    except rate_limit.RateLimitError as limit:
        return responses.refusal(request, form, post, status=HTTPStatus.TOO_MANY_REQUESTS, limit=limit)
    except Error as error:
        logger.error("An enquiry could not be stored (%s).", type(error).__name__)
        return responses.refusal(request, form, post, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return redirect("enquiries:sent", token=enquiry.token)


def _without_the_rest(request: HttpRequest) -> HttpResponse:
    """Lead a mistaken address to the form without what it does not know: it may be somebody's words, and an
    address stays in histories and in logs of others. With 307 a browser sends a post on whole."""
    known = {name: request.GET.get(name, "") for name in request.GET if name in KNOWN_TO_FORM}
    address = f"{request.path}?{urlencode(known)}" if known else request.path
    status = HTTPStatus.TEMPORARY_REDIRECT if request.method == "POST" else HTTPStatus.SEE_OTHER
    return HttpResponse(status=status, headers={"Location": address})


def _next_address(topic: str) -> str:
    """Return where an answer to the first question leads; anything unknown leads back to the question."""
    if topic in Topic:
        return f"{reverse('enquiries:new')}?topic={topic}"
    names: dict[str, str] = {Elsewhere.CHILD: "guidance:front_door", Elsewhere.ADULT: "guidance:allegations"}
    return reverse(names.get(topic, "enquiries:question"))
