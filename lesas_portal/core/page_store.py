"""Pages in memory, as they are sent. Each holds for one content version and until one moment."""

import hashlib
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

from lesas_portal.core import content_coding, copy_notice
from lesas_portal.core.content_version import Version

Headers = list[tuple[str, str]]
ENTRY_BYTES = 2_000
"""What the objects around an entry take, about."""
SHARE_AT_MOST = 8
"""No entry takes more than this part of the whole."""
OF_THE_BODY = {"content-type", "content-length", "content-encoding", "content-disposition"}


class KeptHeaders(Headers):
    """Headers that are answered again and again, and changed by nobody. ``lines``: None until the server has
    looked at them (``server_response``), then what it sends of them; ``length``: of the body, in bytes."""

    lines: str | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A page in one coding, ready to be sent. ``headers_unchanged``: of an answer that says that the page is
    as it was (RFC 9110, 15.4.5)."""

    body: bytes
    headers: KeptHeaders
    headers_unchanged: KeptHeaders
    tag: str


class Entry:
    """A page: the version and the moments (seconds since 1970) for which it holds, and its forms.

    ``stored_at`` is the time of the copy, for whatever tells readers how old it is.
    """

    __slots__ = (
        *("_forms", "_headers", "_kind", "_plain", "good_until", "is_compressible", "is_copy", "stored_at"),
        "version",
    )

    def __init__(
        self, *, version: Version, stored_at: float, good_until: float, headers: Headers, body: bytes
    ) -> None:
        """``headers`` without the length, the coding and the tag, which differ by form."""
        self.version, self.stored_at, self.good_until = version, stored_at, good_until
        self.is_copy = False
        self._kind = next((value for name, value in headers if name.lower() == "content-type"), "")
        self.is_compressible = content_coding.is_worth_it(self._kind, body)
        self._headers = _with_vary(headers) if self.is_compressible else headers
        self._plain = body
        self._forms = {content_coding.IDENTITY: self._form(content_coding.IDENTITY, body)}

    def is_good(self, version: Version, now: float) -> bool:
        """Whether it is what Django would answer at ``now``. A clock that was put back makes it doubtful."""
        return self.version == version and not self.is_copy and self.stored_at <= now < self.good_until

    def as_copy(self) -> "Entry":
        """Return it as it is answered while the database is away, and never after: it says how old it is."""
        is_page = self._kind.startswith("text/html")
        body = copy_notice.with_notice(self._plain, self.stored_at) if is_page else self._plain
        says: Headers = [(copy_notice.HEADER, copy_notice.header_value(self.stored_at))]
        # Nobody may keep it as if it were the page.
        says.append(("Cache-Control", "no-store"))
        copy = Entry(
            version=self.version,
            stored_at=self.stored_at,
            good_until=self.good_until,
            headers=[*(pair for pair in self._headers if pair[0].lower() != "cache-control"), *says],
            body=body,
        )
        copy.is_copy = True
        return copy

    def form(self, coding: str) -> Form:
        """Return the page in ``coding``, made at first need; plain where that is no shorter."""
        if not self.is_compressible:
            coding = content_coding.IDENTITY
        form = self._forms.get(coding)
        if form is None:
            body = content_coding.CODINGS[coding](self._plain)
            is_shorter = len(body) < len(self._plain)
            form = self._form(coding, body) if is_shorter else self._forms[content_coding.IDENTITY]
            self._forms[coding] = form
        return form

    def length_if_made(self, coding: str) -> int | None:
        """Return how many bytes the page has in ``coding``; None where it is yet to be compressed."""
        form = self._forms.get(coding if self.is_compressible else content_coding.IDENTITY)
        return None if form is None else len(form.body)

    @property
    def size(self) -> int:
        """The bytes that it takes, about; what is yet to be compressed is counted as if it were."""
        headers = sum(len(name) + len(value) for name, value in self._headers)
        return ENTRY_BYTES + 6 * headers + len(self._plain) * (2 if self.is_compressible else 1)

    def _form(self, coding: str, body: bytes) -> Form:
        # Of the bytes that are sent: so it is a strong one, and another one for each coding.
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = KeptHeaders([("Content-Length", str(len(body))), ("ETag", tag), *self._headers])
        if coding:
            headers.append(("Content-Encoding", coding))
        unchanged = KeptHeaders(pair for pair in headers if pair[0].lower() not in OF_THE_BODY)
        return Form(body, headers, unchanged, tag)


class PageStore:
    """Entries by key, of at most ``bytes_at_most`` together. Any thread may use it."""

    def __init__(self, bytes_at_most: int) -> None:
        self.bytes_at_most = bytes_at_most
        self.bytes = 0
        self._entries: OrderedDict[Hashable, Entry] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Entry | None:
        """Return the entry of ``key``, whether or not it is still good."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
            return entry

    def put(self, key: Hashable, entry: Entry) -> None:
        """Keep ``entry`` unless it takes too much; let those go that nobody asked for longest."""
        self.drop(key)
        if entry.size > self.bytes_at_most // SHARE_AT_MOST:
            return
        with self._lock:
            if (other := self._entries.pop(key, None)) is not None:
                self.bytes -= other.size
            self._entries[key] = entry
            self.bytes += entry.size
            while self.bytes > self.bytes_at_most:
                self.bytes -= self._entries.popitem(last=False)[1].size

    def drop(self, key: Hashable) -> None:
        """Let the entry of ``key`` go."""
        with self._lock:
            if (entry := self._entries.pop(key, None)) is not None:
                self.bytes -= entry.size

    def __len__(self) -> int:
        return len(self._entries)


def _with_vary(headers: Headers) -> Headers:
    """With Accept-Encoding in Vary, in which case every form says so."""
    named = [value for name, value in headers if name.lower() == "vary"]
    others = [(name, value) for name, value in headers if name.lower() != "vary"]
    words = [word.strip() for value in named for word in value.split(",") if word.strip()]
    if "accept-encoding" not in (word.lower() for word in words):
        words.append("Accept-Encoding")
    return [*others, ("Vary", ", ".join(words))]
