"""Ask other sites whether a page is still there: gently, at most one request a second of each host."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import httpx

from guidance.links.guard import GuardedBackend, NotPublicError

SECONDS, REDIRECTS, PAUSE = 10, 5, 1.0
# Many sites answer a HEAD wrongly, so these are asked again as a reader's browser asks.
ASKED_AGAIN = {400, 401, 403, 404, 405, 406, 410, 429, *range(500, 600)}
LATER = {408, 425, 429}
AGENT = "LESAS-link-check/1.0"
WORDS = {
    401: "The site asks for a password (401).",
    403: "The site does not show it to our check (403). Open it yourself.",
    404: "The site says the page is not there (404).",
    410: "The site says the page was taken down (410).",
}


class Answer(NamedTuple):
    """What came of a look: what is wrong, empty for nothing; whether it was judged, and reached at all."""

    problem: str = ""
    is_judged: bool = True
    is_reached: bool = True


class Checker:
    """Asks one address after the other. Make it with ``opened``."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def look(self, url: str) -> Answer:
        """Return what came of a look at ``url``, whatever the site or the address does."""
        if "@" in url.partition("//")[2].partition("/")[0]:
            return Answer("There is a name or a password in the address, so it was not opened.")
        try:
            status = self._status("HEAD", url)
            if status in ASKED_AGAIN:
                status = self._status("GET", url)
        except httpx.TooManyRedirects:
            return Answer("The address sends readers round in a circle.")
        except httpx.TimeoutException:
            return Answer(f"The site did not answer within {SECONDS} seconds.", is_reached=False)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError, ValueError):
            return Answer("This is no web address that can be opened.")
        except httpx.HTTPError as error:
            return _unreached(error)
        return _judged(status)

    def _status(self, method: str, url: str) -> int:
        # Only the head of the answer is read: a page may be a film.
        with self._client.stream(method, url) as answer:
            return answer.status_code


@contextmanager
def opened(
    transport: httpx.BaseTransport | None = None,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Checker]:
    """Give a checker whose every request, redirects among them, waits for its host; then close it."""
    free_at: defaultdict[str, float] = defaultdict(float)

    def wait(request: httpx.Request) -> None:
        now = clock()
        host = request.url.host
        if free_at[host] > now:
            sleep(free_at[host] - now)
        free_at[host] = max(now, free_at[host]) + PAUSE

    with httpx.Client(
        transport=transport or _guarded(),
        trust_env=False,
        timeout=httpx.Timeout(SECONDS, connect=5),
        follow_redirects=True,
        max_redirects=REDIRECTS,
        headers={"User-Agent": AGENT},
        event_hooks={"request": [wait]},
    ) as client:
        yield Checker(client)


def taking_turns(urls: Iterable[str]) -> list[str]:
    """Return ``urls`` so that those of one host stand far apart, and none waits for its host in vain."""
    turns: defaultdict[str, int] = defaultdict(int)
    placed = []
    for url in urls:
        host = url.partition("//")[2].partition("/")[0].lower()
        placed.append((turns[host], url))
        turns[host] += 1
    return [url for _, url in sorted(placed, key=lambda pair: pair[0])]


def _guarded() -> httpx.HTTPTransport:
    # Each request has a connection of its own, which ends after some time.
    transport = httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))
    # Private, so the lock file holds httpx below 0.29 and tests ask the guard through this very client.
    transport._pool._network_backend = GuardedBackend()
    return transport


def _judged(status: int) -> Answer:
    if status in LATER:
        return Answer(is_judged=False)
    if status < 400:
        return Answer()
    if status >= 500:
        return Answer(f"The site has a fault of its own ({status}).")
    return Answer(WORDS.get(status, f"The site does not show the page ({status})."))


def _unreached(error: httpx.HTTPError) -> Answer:
    causes = [error, error.__cause__, error.__context__]
    if any(isinstance(one, NotPublicError) for one in causes):
        return Answer("The address leads to a computer that is not on the public internet.")
    if "certificate" in str(error).lower():
        return Answer("The site's certificate is not right, so browsers warn of it.")
    if "no such name" in str(error):
        return Answer("There is no site of this name.", is_reached=False)
    return Answer("The site could not be reached.", is_reached=False)
