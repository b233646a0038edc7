"""The page that somebody meant who typed or copied an address with a slip in it.

Asked only when there is no page at an address. Copied out of a sentence, an address takes a full stop or a
bracket with it; said aloud, it loses its hyphens; a phone writes its first letter large.
"""

import re
import unicodedata
from copy import copy

from django.db import Error
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, get_script_prefix, resolve

LONGEST = 200  # characters; no address of ours is half as long
AFTER_AN_ADDRESS = ".,;:'\"’”)]}/"
INVISIBLE = "Cf"  # zero-width spaces and joiners, soft hyphens, marks of direction
NEVER = "/admin"
# First parts that are said aloud and written on walls, without their hyphens, as people write them.
SAID_ALOUD = {
    "frontdoor": "front-door",
    "whathashappened": "what-has-happened",
    "allegation": "allegations",
}
HYPHENS = re.compile(r"[-_ ]+")


def page_meant(request: HttpRequest) -> str:
    """Return the address of the page that is meant by one without a page, with its query; "" for none."""
    path = request.path_info
    if request.method not in {"GET", "HEAD"} or len(path) > LONGEST:
        return ""
    tidy = tidied(path)
    for candidate in (f"{tidy.rstrip('/')}/", tidy):
        if candidate != path and not candidate.startswith(NEVER) and _is_there(candidate, request):
            query = request.META.get("QUERY_STRING", "")
            return get_script_prefix().rstrip("/") + candidate + (f"?{query}" if query else "")
    return ""


def tidied(path: str) -> str:
    """Return ``path`` without slips, and without a slash at its end; it starts with one slash."""
    seen = "".join(letter for letter in path if unicodedata.category(letter) != INVISIBLE).lower()
    while seen and (seen[-1] in AFTER_AN_ADDRESS or seen[-1].isspace()):
        seen = seen[:-1]
    parts = [part.strip() for part in seen.split("/") if part.strip()]
    return "/" + "/".join([SAID_ALOUD.get(HYPHENS.sub("", part), part) for part in parts[:1]] + parts[1:])


def _is_there(path: str, request: HttpRequest) -> bool:
    """Whether something answers at ``path``. Only a page with a name of its own has to be looked for."""
    try:
        match = resolve(path)
        if "<" not in match.route:
            return True
        return match.func(_asking_for(path, request), *match.args, **match.kwargs).status_code != 404
    except (Resolver404, Http404, Error):
        return False


def _asking_for(path: str, request: HttpRequest) -> HttpRequest:
    asking = copy(request)
    asking.path = asking.path_info = path
    asking.method, asking.GET = "GET", QueryDict()
    asking.META = {**request.META, "PATH_INFO": path, "QUERY_STRING": "", "REQUEST_METHOD": "GET"}
    return asking
