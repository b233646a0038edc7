"""A feed opened in a browser: programs that read feeds get the feed, people a page that says what it is.

Browsers show Atom as bare text, whatever style sheet it names. They say of what is to be shown in a tab that
it is for a ``document`` (W3C, Fetch Metadata Request Headers, 2.1); programs that read feeds say no such
thing, whatever types they accept. Stands in front of the kept pages, so that both are kept.
"""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from lesas_portal.core.addresses import address_of

VARIES_BY = "Sec-Fetch-Dest"


def in_front_of(application: WSGIApplication) -> WSGIApplication:
    """Return ``application``, which answers at the address of a feed with its page in a browser's tab."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path, feeds = environ.get("PATH_INFO", ""), address_of("guidance:feed")
        if not path.startswith(feeds):
            return application(environ, start_response)
        if environ.get("HTTP_SEC_FETCH_DEST") == "document":
            environ["PATH_INFO"] = address_of("guidance:follow") + path.removeprefix(feeds)
        return application(environ, _varied(start_response))

    return answer


def _varied(start_response: StartResponse) -> StartResponse:
    """``start_response`` for an answer that depends on who asked: no cache may give it to others."""

    def start(status: str, headers: list[tuple[str, str]], *rest):
        before = [value for name, value in headers if name.lower() == "vary"]
        others = [(name, value) for name, value in headers if name.lower() != "vary"]
        return start_response(status, [*others, ("Vary", ", ".join([*before, VARIES_BY]))], *rest)

    return start
