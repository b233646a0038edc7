"""Headers of every answer, whoever makes it: files, redirects and errors too."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class OuterHeadersMiddleware:
    """Keeps answers out of pages of other sites, and errors and redirects that repeat a query out of memory.

    A redirect with a query may say what somebody searched for, and an error is not to outlast its cause.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_open = request.path in map(reverse, settings.OPEN_DATA)
        response.headers.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if is_open else "same-origin"
        )
        if response.status_code >= 400 or "?" in response.headers.get("Location", ""):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
