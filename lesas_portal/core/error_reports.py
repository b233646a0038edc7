"""The only use of sentry-sdk: errors that nobody expected, told to a server that settings.SENTRY_DSN names.

Off without it. A report is made here, of the kind of the exception, the lines of code that it passed, the
name of the URL pattern and the number on the error page. Nothing is left to the library to collect: no
request, person, header, cookie, body, variable, message of the exception, query of the database or log line.
"""

import sys
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import got_request_exception

from lesas_portal.core import request_note
from lesas_portal.core.privacy import Place, kind_of, places_of

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

# What is sent, of whatever the library adds to it.
SENT = {"event_id", "exception", "level", "platform", "release", "sdk", "tags", "timestamp", "transaction"}
REFUSAL = (
    "SENTRY_DSN is set, and sentry-sdk is not installed. Install it with"
    " pip install --require-hashes -r requirements-sentry.lock, or unset SENTRY_DSN."
)


def start() -> None:
    """Get ready to report. Raises ImproperlyConfigured when the library is missing."""
    if not settings.SENTRY_DSN:
        return
    try:
        import sentry_sdk
    except ImportError:
        raise ImproperlyConfigured(REFUSAL) from None
    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        default_integrations=False,
        auto_enabling_integrations=False,
        auto_session_tracking=False,
        send_client_reports=False,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        max_request_body_size="never",
        server_name="",
        before_send=_only_what_is_sent,
        shutdown_timeout=2,
    )
    got_request_exception.connect(_report_request, dispatch_uid="error_reports")


def report(error: BaseException, *, where: str = "") -> None:
    """Report ``error``; ``where`` names a command or task. Never raises, and does nothing when off."""
    if not settings.SENTRY_DSN:
        return
    import sentry_sdk

    note = request_note.current.get()
    event: Event = {
        "level": "error",
        "exception": {"values": [_exception(error)]},
        "transaction": where or (note.route if note else "") or request_note.NO_ROUTE,
    }
    if note:
        event["tags"] = {"number": note.number}
    sentry_sdk.capture_event(event)


def flush() -> None:
    """Wait a moment until what was reported has been sent: this process is about to end."""
    if settings.SENTRY_DSN:
        import sentry_sdk

        sentry_sdk.flush(timeout=2)


def _exception(error: BaseException) -> dict[str, Any]:
    frames = [_frame(place) for place in reversed(places_of(error))]
    return {"type": kind_of(error), "value": "", "stacktrace": {"frames": frames}}


def _frame(place: Place) -> dict[str, Any]:
    return {"filename": place.file, "lineno": place.line, "function": place.function}


def _only_what_is_sent(event: "Event", hint: "Hint") -> "Event":  # noqa: ARG001 -- the library gives it
    for name in set(event) - SENT:
        del event[name]  # type: ignore[misc]
    return event


def _report_request(sender: object, **said: Any) -> None:  # noqa: ARG001 -- as Django calls it
    error = sys.exc_info()[1]
    if error:
        report(error)
