"""What is noted of a request while it is answered: its number and the name of its page, never its address."""

import os
from base64 import b32encode
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.urls import Resolver404, resolve

KEY = "lesas.request"
"""Where the note of a request stands in its WSGI environ."""
NO_ROUTE, STATIC_ROUTE = "none", "static"


def new_number() -> str:
    """Return a number that is easy to read out: it has no 0, 1, 8 and 9, which look like letters."""
    letters = b32encode(os.urandom(5)).decode()
    return f"{letters[:4]}-{letters[4:]}"


@dataclass(slots=True)
class RequestNote:
    """One object for the whole way of a request: the page cache hands a copy of the environ on to Django.

    ``route``: the name of the URL pattern that answered; empty until Django has found one.
    """

    number: str = field(default_factory=new_number)
    route: str = ""


current: ContextVar[RequestNote | None] = ContextVar("request_note", default=None)
"""The note of the request that this thread answers: every line of the log has its number."""


def number_of(environ: dict) -> str:
    """Return the number of the request with this ``environ``; empty where none was given."""
    note = environ.get(KEY)
    return note.number if note else ""


def route_of_static(path: str) -> str:
    """Return the route of an answer that no view made."""
    return STATIC_ROUTE if path.startswith(settings.STATIC_URL) else NO_ROUTE


@lru_cache(maxsize=2048)
def route_of_kept(path: str) -> str:
    """Return the route of a page that came from memory. Only such paths are asked for: public pages."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return NO_ROUTE
