"""Which pages a browser may fetch before they are clicked (Speculation Rules): reading, and nothing else.

Only fetched, not shown in secret: nothing runs, and a page that is never opened leaves nothing in a history.
"""

import json
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lesas_portal.core.addresses import address_of
from lesas_portal.core.conditional import conditional

# Parts of the site that are read. Left out on purpose: search and whatever takes words; enquiries; the admin;
# the guided routes and the page on allegations, which nobody is to have asked for by a mere movement of the
# hand; and pages that go by the clock, where a minute matters.
READING = (
    *("guidance:risk_areas", "guidance:pages", "guidance:resources", "guidance:policies"),
    *("guidance:services", "guidance:handouts", "guidance:updates", "about"),
)
# With a query they are filtered lists and old editions; the others are forms, files and feeds.
NEVER = (
    "/*\\?*",
    "/*.docx",
    "/*/tailor/*",
    "/*/word/*",
    "/policies/changes/*",
    "/policies/all/*",
    "/updates/feed/*",
)
NOT_READ = ("tailor/", "/word/", "/policies/changes/", "/policies/all/", "/updates/feed/")


@require_safe
@conditional
def speculation_rules(request: HttpRequest) -> HttpResponse:
    """The rules as JSON, to which a header of reading pages leads: an inline script would need a hole in the
    policy on scripts."""
    paths = [address_of("guidance:home"), *(f"{address_of(name)}*" for name in READING)]
    rule = {
        "where": {"and": [{"href_matches": paths}, {"not": {"href_matches": list(NEVER)}}]},
        "eagerness": "moderate",
    }
    # Its type is that of the standard; application/json is refused.
    return HttpResponse(
        json.dumps({"prefetch": [rule]}),
        content_type="application/speculationrules+json",
        headers={"Cache-Control": "public, max-age=3600"},
    )


class SpeculationRulesMiddleware:
    """Leads from reading pages to the rules."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_read(request, response):
            response["Speculation-Rules"] = f'"{address_of("speculation_rules")}"'
        return response


def _is_read(request: HttpRequest, response: HttpResponse) -> bool:
    if response.status_code != 200 or not response.get("Content-Type", "").startswith("text/html"):
        return False
    if "no-store" in response.get("Cache-Control", "") or settings.TYPED_PARAMETERS & request.GET.keys():
        return False
    path = request.path
    is_reading = path == address_of("guidance:home") or path.startswith(tuple(map(address_of, READING)))
    return is_reading and not any(part in path for part in NOT_READ)
