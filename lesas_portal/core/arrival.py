"""Whether a request has arrived: the end of its head is looked for, and its body counted. gunicorn reads it.

Where the two could disagree on where the body ends, the connection is closed after the answer (``is_cut``).
"""

from typing import NamedTuple

from gunicorn.util import split_request_uri, unquote_to_wsgi_str

from lesas_portal.core.middleware import body_limit

HEAD_AT_MOST = 65_536  # all header lines together
END = b"\r\n\r\n"


class Arrival(NamedTuple):
    """``is_over``: no more will be read. ``is_cut``: the rest of the body will not. ``is_endless``: the head.

    ``asks``: the client waits for a word before it sends the body (RFC 9110, 10.1.1). ``size``: how many
    bytes the request will have, so that its head need not be read again before; 0 where that is not known.
    """

    is_over: bool
    is_cut: bool = False
    is_endless: bool = False
    asks: bool = False
    size: int = 0


def has_arrived(data: bytes | bytearray, *, line: int) -> Arrival:
    """Return how far the first request in ``data`` is. ``line``: how long its first line may be."""
    end = data.find(END)
    if end < 0 or end > HEAD_AT_MOST:
        if len(data) > HEAD_AT_MOST:
            return Arrival(is_over=True, is_cut=True, is_endless=True)
        # gunicorn refuses a first line that is too long, so its end need not come.
        return Arrival(is_over=len(data) > line + 2 and b"\r\n" not in data[: line + 2], is_cut=True)
    line_end = data.find(b"\r\n")
    length, expects = _length(bytes(data[line_end:end]))
    if length is None or (length and length > _limit(bytes(data[:line_end]))):
        # In pieces, or too long: the portal refuses it unread, and a proxy may have kept it back for that.
        return Arrival(is_over=True, is_cut=True)
    size = end + len(END) + length
    is_whole = len(data) >= size
    # Who speaks HTTP/1.0 knows no answer before the answer.
    asks = expects and not is_whole and not data[:line_end].endswith(b"/1.0")
    return Arrival(is_over=is_whole, asks=asks, size=size)


def _limit(line: bytes) -> int:
    """How long the body may be, by the address in the first line."""
    target = line.split(b" ")[1:2] or [b""]
    try:
        path = split_request_uri(target[0].decode("latin-1")).path
    except ValueError:
        return 0
    return body_limit(unquote_to_wsgi_str(path))


def _length(headers: bytes) -> tuple[int | None, bool]:
    """Return how long the body is, None where that is not plain; and whether it asks to send."""
    lengths, expects = [], False
    for header in headers.split(b"\r\n"):
        name, _, value = header.partition(b":")
        match name.strip().lower():
            case b"content-length":
                lengths.append(value.strip())
            case b"transfer-encoding":
                return None, False
            case b"expect":
                expects = value.strip().lower() == b"100-continue"
    if not lengths:
        return 0, expects
    if len(lengths) > 1 or not lengths[0].isdigit() or len(lengths[0]) > 12:
        return None, expects
    return int(lengths[0]), expects
