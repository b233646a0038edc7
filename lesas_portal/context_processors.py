"""Values that every template has: addresses of the site and of the page, the main sections, whom to ring."""

from datetime import UTC, datetime
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

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
    """The site's own address, this page's canonical address (without its query), the main sections, and whom
    to ring: the last-known copy, so that strip and footer stand without the database and cost no query.
    """
    return {
        "site_url": settings.SITE_URL,
        "canonical_url": absolute(request.path),
        "site_sections": tuple(_section(title, address_of(name), request.path) for title, name in SECTIONS),
        "contacts": SimpleLazyObject(_contacts),
    }


def _section(title: str, url: str, path: str) -> Section:
    return Section(title, url, path.startswith(url))


def _contacts() -> front_door.FrontDoor:
    """Whom to ring, for strip and footer: both numbers at any hour, so no clock that could break is asked."""
    return front_door.without_database(datetime.now(tz=UTC))
