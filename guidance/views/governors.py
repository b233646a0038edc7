"""What governors take to a meeting: their questions, and a briefing of seven minutes from what is public."""

from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance.briefing_form import BriefingForm
from guidance.briefing_rows import briefing_since, first_day_of_term
from guidance.models import Role
from guidance.models.role import GOVERNORS
from guidance.planner import board, papers
from guidance.views.policy_files import word_file
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn
from lesas_portal.core.addresses import absolute
from lesas_portal.core.conditional import conditional


@require_safe
@conditional
@respond_410_when_withdrawn
def questions_word(request: HttpRequest) -> HttpResponse:
    """The questions of the three terms and what the board sees in a year, with room to write."""
    role = get_published_or_404(Role.objects.all(), GOVERNORS)
    today = timezone.localdate()
    document = papers.of_questions(
        board.of_day(today), made_on=today, address=_on_paper(role.get_absolute_url())
    )
    return word_file(document, name="governor-questions")


@require_safe
def briefing(request: HttpRequest) -> HttpResponse:
    """The briefing since the day in ``since``, else since this term began."""
    form = _form(request)
    told = briefing_since(_since(form), timezone.localdate())
    context = {
        "heading": "Seven-minute briefing for governors",
        "lead": "What is new, what is due and what to ask, to say at a meeting.",
        "crumbs": [("For governors and trustees", reverse("guidance:role", args=[GOVERNORS]))],
        "briefing": told,
        "form": form,
        "paper_query": f"since={told.since:%Y-%m-%d}" if form.is_bound and form.is_valid() else "",
        "word": f"{reverse('guidance:governor_briefing_word')}?since={told.since:%Y-%m-%d}",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "guidance/briefing.html", context, status=status)


@require_safe
@conditional
def briefing_word(request: HttpRequest) -> HttpResponse:
    """The same as a Word file."""
    form = _form(request)
    if form.errors:
        return HttpResponseBadRequest("This day cannot be read. Go back and check it.", "text/plain")
    told = briefing_since(_since(form), timezone.localdate())
    document = papers.of_briefing(told, address=_on_paper(reverse("guidance:governor_briefing")))
    return word_file(document, name="governor-briefing")


def _form(request: HttpRequest) -> BriefingForm:
    return BriefingForm(request.GET) if "since" in request.GET else BriefingForm()


def _since(form: BriefingForm) -> date:
    """The day that was asked for; of a form without one, or with a wrong one, the first of this term."""
    if form.is_bound and form.is_valid():
        since: date = form.cleaned_data["since"]
        return since
    return first_day_of_term(timezone.localdate())


def _on_paper(path: str) -> str:
    return absolute(path).partition("://")[2]
