"""The settings and the one view that ``pages.py`` compares with: as many bytes, without any work.

The server is the portal's own, with the same settings for gunicorn; no middleware, no page cache in front.
"""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from served.portal import *  # noqa: F403 -- all else is the same

MIDDLEWARE: list[str] = []
ROOT_URLCONF = __name__
PAGE_CACHE_BYTES = 0


@lru_cache(maxsize=64)
def _bytes(size: int) -> bytes:
    return b"x" * size


def view(_: HttpRequest, size: int) -> HttpResponse:
    """Answer with ``size`` bytes."""
    return HttpResponse(_bytes(size), headers={"Content-Length": str(size)})


# In front of every application stands the question whether an address is a feed's.
FEEDS = [path("feed/", view, {"size": 1}, name="feed"), path("follow/", view, {"size": 1}, name="follow")]
urlpatterns = [path("<int:size>/", view), path("", include((FEEDS, "guidance")))]
