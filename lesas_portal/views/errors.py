"""What people see when something goes wrong."""

import logging
import sys
from http import HTTPStatus

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache

from guidance.services import front_door
from lesas_portal.core import (
    carried_form,
    carried_pages,
    copy_notice,
    database_away,
    request_note,
    typed_addresses,
)

logger = logging.getLogger(__name__)
AWAY_SECONDS = 30  # after which a machine may ask again
IN_ADMIN = {403: "You may not open this page", 404: "There is no such page in the admin"}
UNREAD_HEADINGS = {
    411: "We could not read what you sent",
    413: "What you sent is too long",
    429: "We have not read what you sent",
}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the data sent cannot be read."""
    return _sorry(request, 400, "We could not read that request")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this visitor."""
    return _sorry(request, 403, "You cannot open this page")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose security token is missing or old (Django's CSRF check).

    A form of the admin is shown again, filled in, to the person who opened it.
    """
    if request.path.startswith(reverse("admin:index")) and (text := carried_form.packed(request)):
        if not request.user.is_authenticated:
            return carried_pages.sign_in(request, text, admin.site.login)
        if page := carried_pages.shown_again(request, carried_pages.NEW_TOKEN):
            return page
    return _sorry(request, 403, "This form could not be checked", template="403_csrf.html")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing at this address; 301 when it is the address of a page with a slip in it."""
    if address := typed_addresses.page_meant(request):
        response = HttpResponsePermanentRedirect(address)
        if "?" in address:
            # It may be what somebody searched for, so no browser keeps it.
            response["Cache-Control"] = "no-store"
        return response
    return _sorry(request, 404, "Page not found")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: something broke; 503 if it is that the database is away. The templates ask nothing of it.

    Django calls this while it handles the exception. The page has the number that is in the log.
    """
    if database_away.is_sign_of(sys.exc_info()[1]):
        return _database_away(request)
    return _sorry(request, 500, "Something went wrong", number=request_note.number_of(request.META))


def _database_away(request: HttpRequest) -> HttpResponse:
    """What works now, and who to ring. What was asked for, or typed, is not lost: the page asks again."""
    door = front_door.without_database()
    context = {
        "heading": "This page cannot be shown now",
        "noindex": True,
        "number": request_note.number_of(request.META),
        "again": request.get_full_path() if request.method in {"GET", "HEAD"} else "",
        "copied": copy_notice.moment_words(door.copied_at) if door.copied_at else "",
    }
    response = render(request, "503.html", context, status=503)
    response["Retry-After"] = str(AWAY_SECONDS)
    add_never_cache_headers(response)
    return response


def _sorry(request: HttpRequest, status: int, heading: str, template: str = "", **more: str) -> HttpResponse:
    if status in IN_ADMIN and _is_in_admin(request):
        return _sorry_in_admin(request, status)
    context = {"heading": heading, "noindex": True, **more}
    return render(request, template or f"{status}.html", context, status=status)


def _is_in_admin(request: HttpRequest) -> bool:
    """Whether it is an address of the admin, and asked for by somebody who may be there."""
    is_there = request.path.startswith(reverse("admin:index")) and hasattr(request, "user")
    return is_there and admin.site.has_permission(request)


def _sorry_in_admin(request: HttpRequest, status: int) -> HttpResponse:
    """The same in the frame of the admin, with a way back. Whoever may not is noted: it may be a try."""
    if status == HTTPStatus.FORBIDDEN:
        logger.warning("Not allowed: %s.", request.user.get_username())
    context = {**admin.site.each_context(request), "title": IN_ADMIN[status], "status": status}
    return render(request, "admin/error.html", context, status=status)


def method_refused(request: HttpRequest, allowed: list[str]) -> HttpResponse:
    """405: the page is there, and is not asked for in this way."""
    response = _sorry(request, 405, "This page cannot be used in that way")
    response["Allow"] = ", ".join(allowed)
    return response


@never_cache
def body_refused(request: HttpRequest, status: int) -> HttpResponse:
    """413, 411 or 429: what was sent is too long, does not say how long it is, or is more than we read in an
    hour for one sender. None of it was read, so who to ring stands on the page itself."""
    heading = UNREAD_HEADINGS[status]
    context = {"heading": heading, "noindex": True, "status": status, "door": front_door.now()}
    return render(request, "413.html", context, status=status)
