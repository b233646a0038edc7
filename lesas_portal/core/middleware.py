"""The client's address on every request, a note of which page it is, and a limit to what is sent."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from lesas_portal.core import request_note
from lesas_portal.core.client_address import read_address


class AddressedRequest(HttpRequest):
    """A request with ``client_address``: an IP address in its shortest spelling, or "" when unknown.

    ``is_address_unreadable``: our proxies named one that cannot be read, so it is the connection's, which may
    be everybody's. A name for the type checker: what views get is Django's own request, with both on it.
    """

    client_address: str
    is_address_unreadable: bool


class RequestNoteMiddleware:
    """Notes which URL pattern answers, for the log and the counts, that stand outside Django."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        _note_route(request)
        return response

    def process_view(self, request: HttpRequest, *view: object) -> None:  # noqa: ARG002 -- Django gives it
        """Note it before the view, too: what breaks there is logged before the answer is made."""
        _note_route(request)


class ClientAddressMiddleware:
    """Makes every request an ``AddressedRequest``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        addressed = cast(AddressedRequest, request)
        read = read_address(request.META, proxies=settings.TRUSTED_PROXIES)
        addressed.client_address, addressed.is_address_unreadable = read
        return self.get_response(addressed)


class BodyLimitMiddleware:
    """Refuses a body that is longer than its address takes, or that does not say how long it is, unread.

    ``settings.BODY_REFUSED_VIEW`` answers, since the page that helps is made of what lies above this app.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = _refused_for_its_body(request)
        if not refused:
            return self.get_response(request)
        response = import_string(settings.BODY_REFUSED_VIEW)(request, status=refused)
        # Django's own middleware that says so lies below; without it the client would wait for the end.
        response["Content-Length"] = str(len(response.content))
        return response


def _note_route(request: HttpRequest) -> None:
    note, match = request.META.get(request_note.KEY), request.resolver_match
    if note and match:
        note.route = match.view_name


def body_limit(path: str) -> int:
    """Return how many bytes may be sent to ``path``."""
    matching = (limit for pattern, limit in settings.BODY_LIMITS if re.match(pattern, path))
    return next(matching, settings.BODY_AT_MOST)


def _refused_for_its_body(request: HttpRequest) -> HTTPStatus | None:
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length and "HTTP_TRANSFER_ENCODING" in request.META:
        # Django reads no body without a length: what somebody sent in pieces would be lost in silence.
        return HTTPStatus.LENGTH_REQUIRED
    if length.isdecimal() and int(length[:20]) > body_limit(request.path_info):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return None
