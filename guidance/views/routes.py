"""Guided routes, "What has happened?": the start, questions, outcomes and charts.

They stand without a database, as the Front Door does.
"""

from collections.abc import Callable
from functools import wraps

from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance.models import GuidedRoute
from guidance.routes.chart import chart_of
from guidance.routes.outcome_page import above_the_fold, below_the_fold
from guidance.routes.pages import Screens
from guidance.routes.schema import DANGER
from guidance.services import front_door
from guidance.services.routes import public_book
from guidance.views.shortcuts import WithdrawnError, respond_410_when_withdrawn

START = "What has happened?"


def says_no_referrer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send no address of these screens along with a link: it would say what somebody chose."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@require_safe
@says_no_referrer
def what_has_happened(request: HttpRequest) -> HttpResponse:
    """Every route in the words of staff, and "something else, or I'm not sure"."""
    routes = sorted(public_book().routes.values(), key=lambda route: route.order)
    context = {
        "heading": START,
        "lead": "Choose the line that fits best. Not sure which? Choose the first that might be true: "
        "“I’m not sure” always goes to the safer side.",
        "crumbs": [],
        "routes": routes,
        "door": front_door.now(),
        "is_answer": True,
    }
    return render(request, "guidance/routes/start.html", context)


@require_safe
@says_no_referrer
@respond_410_when_withdrawn
def route(request: HttpRequest, slug: str) -> HttpResponse:
    """The first screen of a route: what it does, and whether anyone is in danger now."""
    screens = _screens(slug)
    return render(request, "guidance/routes/question.html", question_context(screens, DANGER))


@require_safe
@says_no_referrer
@respond_410_when_withdrawn
def question(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One question, its answers as links."""
    screens = _screens(slug)
    if key == DANGER:
        return HttpResponsePermanentRedirect(reverse("guidance:route", args=[slug]))
    return render(request, "guidance/routes/question.html", question_context(screens, key))


@require_safe
@says_no_referrer
@respond_410_when_withdrawn
def outcome(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Where a route ends: what to do now, today and this week."""
    page, context = outcome_page(_screens(slug), key)
    return render(request, page, context)


def outcome_page(screens: Screens, key: str) -> tuple[str, dict]:
    """Return the template of an outcome and all that it shows. Raises Http404 for one that is not there."""
    found = screens.book.outcome(screens.slug, key)
    if found is None:
        raise Http404
    template = "outcome_child" if found.reader == "child" else "outcome"
    context = {
        **_frame(screens, key),
        **above_the_fold(screens, found),
        **below_the_fold(screens, found),
        "heading": found.title,
        "trail": screens.trail(key, is_outcome=True),
    }
    return f"guidance/routes/{template}.html", context


@require_safe
@says_no_referrer
def card(request: HttpRequest) -> HttpResponse:
    """What every member of staff does, on a card for the lanyard."""
    context = {
        "heading": "A card for every member of staff",
        "lead": "Print it, cut it out and write your own people on it.",
        "crumbs": [(START, reverse("guidance:what_has_happened"))],
        "door": front_door.now(),
        "is_answer": True,
    }
    return render(request, "guidance/routes/card.html", context)


@require_safe
@says_no_referrer
@respond_410_when_withdrawn
def chart(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole route on one sheet, made from the same data as its screens."""
    screens = _screens(slug)
    context = {
        **_frame(screens, DANGER),
        "heading": screens.route.title,
        "lead": screens.route.lead,
        "chart": chart_of(screens),
        "noindex": False,
    }
    return render(request, "guidance/routes/chart.html", context)


def question_context(screens: Screens, key: str) -> dict:
    """Return all that a question shows. Raises Http404 for one that is not there."""
    found = screens.book.question(screens.slug, key)
    if found is None:
        raise Http404
    # Nothing leads past the first question: whether anyone is in danger.
    first = {"lead": screens.route.lead, "noindex": False}
    later = {"doors": screens.doors_beside(found)}
    return {
        **_frame(screens, key),
        "heading": found.title,
        "question": found,
        "answers": screens.answers(found),
        "trail": screens.trail(key),
        **(first if key == DANGER else later),
    }


def _frame(screens: Screens, key: str) -> dict:
    """What every screen of a route has: where it stands, and whom to ring instead of reading on."""
    return {
        "crumbs": [(START, reverse("guidance:what_has_happened"))],
        "crumb": screens.route.short_title,
        "route": screens.route,
        "content_date": screens.route.issued_on,
        "door": front_door.now(),
        "is_answer": True,
        "noindex": True,
        "key": key,
    }


def _screens(slug: str) -> Screens:
    """Return the screens of a public route. Raises WithdrawnError for one that has gone, else Http404."""
    book = public_book()
    if slug in book.routes:
        return Screens(book, slug)
    try:
        gone = GuidedRoute.objects.withdrawn().filter(slug=slug).first()
    except Error:
        gone = None
    if gone:
        raise WithdrawnError(gone)
    raise Http404
