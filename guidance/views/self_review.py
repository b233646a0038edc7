"""The self-review: a page for each theme, then the result, without an account and without a memory.

Answers travel in hidden fields from page to page, and are gone when the last one is closed. Nothing is
stored, logged, cached or put into an address; so a forged request could change nothing. No cookie.
"""

from collections.abc import Mapping
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from guidance.self_review import editions
from guidance.self_review.answers import AnswersError, read_answers
from guidance.self_review.schema import Edition
from guidance.self_review_forms import CodesForm, KindForm
from guidance.views.self_review_pages import Asked, result_page, theme_page
from lesas_portal.core.privacy import no_trace

BEGIN = "begin"
START_SET = "start"


@no_trace
@require_http_methods(["GET", "HEAD", "POST"])
def self_review(request: HttpRequest) -> HttpResponse:
    """Ask what kind of setting it is; on POST show its first theme."""
    form = KindForm(request.POST) if request.method == "POST" else KindForm()
    if form.is_valid():
        edition = editions.for_type(form.cleaned_data["setting_type"])
        if edition is not None:
            return _first_theme(request, edition)
    context = {
        "heading": "Review your online safety",
        "lead": "See where you are, and the three things to do first. No account, and nothing is kept.",
        "crumbs": [],
        "form": form,
        "editions": editions.newest(),
    }
    return render(request, "guidance/self_review/start.html", context, status=_status(form))


@no_trace
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """One self-review: what it asks; on POST the step that the button names, or the result."""
    edition = editions.by_slug(slug)
    if edition is None:
        raise Http404
    if request.method != "POST":
        return _about(request, edition, KindForm(types=edition.setting_types))
    if request.POST.get("step") == BEGIN:
        form = KindForm(request.POST, types=edition.setting_types)
        return _first_theme(request, edition) if form.is_valid() else _about(request, edition, form)
    try:
        asked = _asked(request.POST, edition)
    except AnswersError as error:
        return _about(request, edition, KindForm(types=edition.setting_types), refused=str(error))
    theme = asked.theme
    return theme_page(request, asked, theme) if theme else result_page(request, asked)


@no_trace
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest) -> HttpResponse:
    """Ask for the code of last time; on POST show its result, to go on, or what changed since."""
    form = CodesForm(request.POST) if request.method == "POST" else CodesForm()
    if form.is_valid():
        return result_page(request, Asked.of_codes(form))
    context = {
        "heading": "Carry on, or compare with last time",
        "lead": "Paste the code from the end of your result.",
        "crumbs": [("Self-review", reverse("guidance:self_review"))],
        "form": form,
    }
    return render(request, "guidance/self_review/compare.html", context, status=_status(form))


def _asked(sent: Mapping[str, str], edition: Edition) -> Asked:
    answers = read_answers(
        sent, edition, sent.get("setting_type", ""), start_only=sent.get("scope") == START_SET
    )
    return Asked(answers, sent.get("step", ""), sent.get("before", ""))


def _first_theme(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Only the kind of setting and the set of questions are read: who begins has answered nothing yet."""
    asked = _asked({name: request.POST.get(name, "") for name in ("setting_type", "scope")}, edition)
    return theme_page(request, asked, asked.themes[0])


def _about(request: HttpRequest, edition: Edition, form: KindForm, *, refused: str = "") -> HttpResponse:
    context = {
        "heading": f"Self-review: {edition.title.lower()}",
        "lead": f"{len(edition.themes)} themes, {edition.length}, four levels.",
        "crumbs": [("Self-review", reverse("guidance:self_review"))],
        "form": form,
        "edition": edition,
        "refused": refused,
        "content_date": edition.issued_on,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else _status(form)
    return render(request, "guidance/self_review/about.html", context, status=status)


def _status(form: KindForm | CodesForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
