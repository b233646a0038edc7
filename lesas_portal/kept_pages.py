"""The pages that are kept in memory, each with the parameters that its view reads; and what keeps them.

A page that is not named here is made anew for each reader: those with forms, those that say ``no-store``, the
search, and everything of staff.
"""

from collections.abc import Callable
from wsgiref.types import WSGIApplication

from django.conf import settings

from guidance import page_copies
from guidance.filters import ResourceFilter
from guidance.services import front_door, next_change, routes
from lesas_portal import feed_pages
from lesas_portal.core.at_hand import AtHand, VersionAtHand
from lesas_portal.core.for_a_while import ForAWhile
from lesas_portal.core.page_address import Kept
from lesas_portal.core.page_cache import PageCache
from lesas_portal.core.page_store import PageStore
from lesas_portal.core.version_reader import VersionReader

RESOURCES = Kept(
    facets=tuple(ResourceFilter.FACETS),
    parameters=("sort", "page"),
    typed=("q",),
    empty_is_none=True,
)
PLAIN = (
    *("about", "about_data", "about_screen", "about_security", "accessibility", "cookies", "opensearch"),
    *("privacy", "robots", "security", "sitemap"),
    *(
        "guidance:feed",
        "guidance:follow",
        "guidance:follow_risk",
        "guidance:handout",
        "guidance:handout_code",
        "guidance:handout_sheet",
        "guidance:handouts",
        "guidance:helplines_json",
    ),
    *(
        "guidance:page",
        "guidance:pages",
        "guidance:policies",
        "guidance:policy_paper",
        "guidance:policy_sheet",
    ),
    *("guidance:planner", "guidance:planner_calendar", "guidance:page_sheet", "guidance:governor_questions"),
    *("guidance:role_feed", "guidance:phase_feed", "guidance:follow_role", "guidance:follow_phase"),
    "guidance:term_updates",
    *("guidance:policy_word", "guidance:resource", "guidance:risk_area", "guidance:risk_areas"),
    *("guidance:self_review_sheet", "guidance:self_review_sheet_word"),
    *("guidance:risk_feed", "guidance:role", "guidance:service", "guidance:services", "guidance:update"),
)
ALONE = (
    *("guidance:embedded_front_door", "guidance:embedded_helplines", "guidance:embeds"),
    *(
        "guidance:helplines",
        "guidance:home",
        "guidance:route",
        "guidance:route_chart",
        "guidance:route_outcome",
    ),
    *("guidance:route_question", "guidance:staff_card", "guidance:what_has_happened"),
)
PAGES = {
    **{name: Kept() for name in PLAIN},
    **{name: Kept(stands_alone=True) for name in ALONE},
    **{
        f"guidance:{name}": Kept(parameters=("edition",))
        for name in ("policy", "policy_reasons", "policy_sheet_page")
    },
    **{
        f"guidance:{name}": Kept(parameters=("since",))
        for name in ("governor_briefing", "governor_briefing_word")
    },
    "guidance:policy_changes": Kept(typed=("code",)),
    # With what was chosen each is another page.
    "guidance:pack": Kept(typed=("audience", "page", "handout", "helpline", "since")),
    "guidance:resources": RESOURCES,
    "guidance:resources_json": RESOURCES,
    "guidance:updates": Kept(parameters=("page",)),
    "enquiries:question": Kept(typed=("asked", "topic")),
}
RENEW: list[Callable[[], object]] = [
    front_door.write_snapshot,
    routes.renew,
    page_copies.write_snapshot,
]
"""What pages show beside the database: brought up to date before the first page of a version is made."""


def _renew_all() -> None:
    for one in RENEW:
        one()


renew = ForAWhile(_renew_all, seconds=60)
"""Does that each minute, in the mail worker: a server that nobody reads from has heard of no new version.

Raises Error while the database is away.
"""


def in_front_of(application: WSGIApplication) -> WSGIApplication:
    """Return ``application`` with the kept pages in front of it; without them where none are to be kept."""
    if not settings.PAGE_CACHE_BYTES:
        return feed_pages.in_front_of(application)
    kept = PageCache(
        application,
        store=PageStore(settings.PAGE_CACHE_BYTES),
        pages=PAGES,
        read_version=VersionReader().read,
        next_change=next_change.known_after,
        renew=RENEW,
    )
    return feed_pages.in_front_of(AtHand(kept, VersionAtHand()))
