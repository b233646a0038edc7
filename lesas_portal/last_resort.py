"""The answer when not even an error page can be made: who to ring, in plain HTML."""

import logging
import sys
from collections.abc import Callable, Iterable
from html import escape

from lesas_portal import security_headers
from lesas_portal.core import error_reports
from lesas_portal.core.privacy import kind_and_place
from lesas_portal.core.request_note import number_of

logger = logging.getLogger(__name__)

PAGE = """<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <title>Something went wrong – LESAS online safety, Kent</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
  </head>
  <body>
    <h1>Something went wrong</h1>
    <p>This site cannot show its pages now. Nothing you sent was kept. Try again in a few minutes.</p>
    <h2>Worried about a child?</h2>
    <p>If a child is in danger now, ring <a href="tel:999">999</a>.</p>
    {contacts}
    {number}
  </body>
</html>
"""
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Permissions-Policy", ", ".join(f"{name}=()" for name in security_headers.PERMISSIONS_POLICY)),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
]


def guard(application: Callable) -> Callable:
    """Return the WSGI ``application`` with an answer for every exception that leaves it.

    The server would answer with an empty page, and log the address with what was searched for.
    """

    def answer(environ: dict, start_response: Callable) -> Iterable[bytes]:
        try:
            return application(environ, start_response)
        except Exception as error:
            error_reports.report(error)
            logger.error("Not even an error page could be made: %s", kind_and_place(error))
            body = PAGE.format(contacts=_contacts(), number=_number(environ)).encode()
            headers = [*HEADERS, ("Content-Length", str(len(body)))]
            start_response("500 Internal Server Error", headers, sys.exc_info())
            return [body]

    return answer


def _contacts() -> str:
    """Who else to ring, as far as that can still be told."""
    try:
        # Imported late: it may be what is broken, and it needs Django to be set up.
        from guidance.services import front_door

        door = front_door.without_database()
        lines = [_line(contact) for contact in (*door.in_order, door.police) if contact and contact.phone]
    except Exception as error:
        logger.error("The contacts could not be read: %s", kind_and_place(error))
        return ""
    return "\n    ".join(f"<p>{line}</p>" for line in lines)


def _number(environ: dict) -> str:
    """The number that the log has for this request."""
    number = number_of(environ)
    return f"<p>If you tell us about this, quote this number: {number}</p>" if number else ""


def _line(contact) -> str:
    number = "".join(contact.phone.split())
    return f'{escape(contact.title)}: <a href="tel:{escape(number)}">{escape(contact.phone)}</a>'
