"""Methods that an address does not take, answered before anything else is asked of what was sent."""

from collections.abc import Callable
from copy import copy

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

# No view takes it, so that each which minds its methods says at once which it does.
UNKNOWN_METHOD = "NONE"


class MethodMiddleware:
    """Answers OPTIONS, and a wrong method with a page that says so, before the check of forms (CSRF).

    That check would blame a form where there is none. The admin, whose pages do not say which methods they
    take, is left to Django. ``settings.METHOD_REFUSED_VIEW`` answers: its page is made of what lies above.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        """Answer what the view would not; None where it will."""
        if request.method in {"GET", "HEAD"} or request.path_info.startswith("/admin/"):
            return None
        allowed = allowed_methods(request, view, args, kwargs)
        if not allowed or request.method in allowed:
            return None
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join([*allowed, "OPTIONS"])})
        return import_string(settings.METHOD_REFUSED_VIEW)(request, allowed)


def allowed_methods(
    request: HttpRequest, view: Callable[..., HttpResponse], args: tuple, kwargs: dict
) -> list[str]:
    """Return the methods that ``view`` takes, as it says itself; nothing for one that does not mind."""
    asking = copy(request)
    asking.method = UNKNOWN_METHOD
    response = view(asking, *args, **kwargs)
    if response.status_code != 405:
        return []
    return [method.strip() for method in response.headers.get("Allow", "").split(",") if method.strip()]
