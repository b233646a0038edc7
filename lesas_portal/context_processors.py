"""Values that every template has: addresses of the site and of the page, the main sections, whom to ring."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from enquiries import feedback_pages
from guidance.services import front_door
from lesas_portal.core.addresses import absolute, address_of

SECTIONS = (
    ("Risk areas", "guidance:risk_areas"),
    ("Guidance", "guidance:pages"),
    ("Resources", "guidance:resources"),
    ("Helplines", "guidance:helplines"),
    ("Policies", "guidance:policies"),
    ("Training", "guidance:services"),
    ("Parents and carers", "guidance:handouts"),
    ("Updates", "guidance:updates"),
)


class Section(NamedTuple):
    """A main section of the site, and whether the page stands in it."""

    title: str
    url: str
    current: bool


def site(request: HttpRequest) -> dict:
    """The site's own address, this page's canonical address (without its query), the main sections, whom to
    ring (the last-known copy, so that strip and footer stand without the database and cost no query), and the
    page of which readers may say whether it helped.
    """
    return {
        "site_url": settings.SITE_URL,
        "canonical_url": absolute(request.path),
        "site_sections": _sections(tuple(request.path.startswith(address_of(name)) for _, name in SECTIONS)),
        "contacts": SimpleLazyObject(_contacts),
        "feedback_page": feedback_pages.page_of(request),
    }


@lru_cache(maxsize=len(SECTIONS) + 1)
def _sections(current: tuple[bool, ...]) -> tuple[Section, ...]:
    """The sections; ``current`` says of each whether the page stands in it."""
    places = zip(SECTIONS, current, strict=True)
    return tuple(Section(title, address_of(name), is_current) for (title, name), is_current in places)


def _contacts() -> front_door.FrontDoor:
    """Whom to ring, for strip and footer: both numbers at any hour, so no clock that could break is asked."""
    return front_door.without_database(datetime.now(tz=UTC))
