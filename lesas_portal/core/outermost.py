"""What holds for every answer, whoever gave it: files, redirects to https and errors too."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware

from lesas_portal.core.addresses import address_of


class OutermostMiddleware:
    """Says who may load an answer, and that errors and what repeats a query are kept by nobody.

    A page that was not found may have an address somebody typed words into; a redirect that repeats a query
    repeats what was searched for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Django's own stands below what refuses a host, and adds its headers to nothing above it.
        self.security = SecurityMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_open = request.path in map(address_of, settings.OPEN_DATA)
        response.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if is_open else "same-origin")
        is_nobodys = response.status_code >= HTTPStatus.BAD_REQUEST or _repeats_query(request, response)
        if is_nobodys and "no-store" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = "no-store"
        answer: HttpResponse = self.security.process_response(request, response)
        return answer


def _repeats_query(request: HttpRequest, response: HttpResponse) -> bool:
    return bool(request.META.get("QUERY_STRING")) and "?" in response.get("Location", "")
