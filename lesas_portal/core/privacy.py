"""Keeps what a visitor typed out of logs, error reports, caches and cookies."""

import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from lesas_portal.core import database_away

# A recursion that never ends has a thousand.
FRAMES_AT_MOST = 8
# These become 4xx answers, and none of them quotes what was typed.
ANSWERED = (BadRequest, Http404, MultiPartParserError, PermissionDenied, SuspiciousOperation)


class RedactedError(Exception):
    """Replaces an exception in a ``no_trace`` view, without its words: they might quote what was typed."""

    def __init__(self, words: str, *, is_away: bool = False) -> None:
        super().__init__(words)
        self.database_is_away = is_away


def no_trace(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make ``view`` leave no trace of what it is sent.

    Its answers are not stored anywhere and error reports hide its POST data. The view then raises what
    becomes a 4xx answer (``ANSWERED``) as it is, and RedactedError, which has the kind and place only, in
    place of any other exception. No cookie is set, so Django's CSRF check is off: a view that stores or
    changes something brings a check of its own (``enquiries.form_tokens``); one that only answers needs none.
    """

    @csrf_exempt
    @never_cache
    @sensitive_post_parameters()
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Exception as error:
            _forget_files(request)
            if isinstance(error, ANSWERED):
                raise
            failure = RedactedError(kind_and_place(error), is_away=database_away.is_sign_of(error))
        # Raised here, outside the clause above, so that it does not carry the first exception along.
        raise failure

    return answer


def _forget_files(request: HttpRequest) -> None:
    """Error reports hide what was posted, but not the names of files: people put their own into these."""
    with suppress(*ANSWERED):
        request.FILES.clear()


def kind_and_place(error: BaseException) -> str:
    """Say what kind of exception it is and where it was raised, innermost first, without its own words."""
    frames = traceback.extract_tb(error.__traceback__, limit=-FRAMES_AT_MOST)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places}"
