"""Conditional requests (RFC 9110, 13): who has an answer already is told so, and is not sent it again."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe


def conditional(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give good answers of ``view`` an ETag made of their bytes, and answer 304 to who has them.

    It saves the way, not the work. The view must send the same bytes as long as nothing has changed.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        if hasattr(response, "render"):
            response.render()
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"] = etag
        changed_at = parse_http_date_safe(response.get("Last-Modified", ""))
        return get_conditional_response(request, etag, changed_at, response) or response

    return answer
