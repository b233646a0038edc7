"""The page for a request that the server refuses before the portal sees it: too long an address or head.

The pages are files, those that the proxy shows where there is one. Without one gunicorn says a line of bare
text, which tells nobody whom to ring.
"""

from pathlib import Path

from gunicorn.http import errors

KINDS: dict[type[Exception], tuple[int, str]] = {
    errors.LimitRequestLine: (414, "URI Too Long"),
    errors.LimitRequestHeaders: (431, "Request Header Fields Too Large"),
}
TOO_LONG = errors.LimitRequestHeaders("head")
HEADERS = (
    "Content-Type: text/html; charset=utf-8",
    "Cache-Control: no-store",
    "Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: no-referrer",
    "Connection: close",
)


def answer(folder: Path | None, error: Exception) -> bytes | None:
    """Return the whole answer to what failed with ``error``; None where there is no page for it."""
    kind = next((kind for one, kind in KINDS.items() if isinstance(error, one)), None)
    if folder is None or kind is None:
        return None
    status, reason = kind
    try:
        page = (folder / f"{status}.html").read_bytes()
    except OSError:
        return None
    head = "\r\n".join((f"HTTP/1.1 {status} {reason}", *HEADERS, f"Content-Length: {len(page)}"))
    return f"{head}\r\n\r\n".encode("latin-1") + page
