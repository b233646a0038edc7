"""A calendar that programs subscribe to (RFC 5545, RFC 7986): the same bytes for the same events."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event
from icalendar.enums import TRANSP

from guidance.planner.events import CalendarEvent

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//LESAS, Kent County Council//Online safety planner//EN"
NAME = "Online safety planner, Kent"
DESCRIPTION = "The online safety duties of the school year. No day is guessed."
ONE_DAY = timedelta(days=1)
ZONE = "Europe/London"


def write(events: Iterable[CalendarEvent], *, site_url: str, path: str, page: str) -> bytes:
    """Return ``events`` as a file; ``path`` is its own address, ``page`` that of the planner.

    All are whole days, so no event names a time zone; programs that ask for one are told that of the site.
    """
    host = urlsplit(site_url).hostname
    calendar = Calendar.new(
        prodid=PRODUCT,
        name=NAME,
        description=DESCRIPTION,
        method="PUBLISH",
        uid=f"planner@{host}",
        url=f"{site_url}{page}",
    )
    # RFC 7986 asks for the type of these two beside the value.
    calendar.add("refresh-interval", ONE_DAY, {"VALUE": "DURATION"})
    calendar.add("source", f"{site_url}{path}", {"VALUE": "URI"})
    calendar.add("x-published-ttl", "P1D")
    calendar.add("x-wr-timezone", ZONE)
    for event in events:
        calendar.add_component(_event(event, f"{site_url}{event.page or page}", host))
    return bytes(calendar.to_ical())


def _event(event: CalendarEvent, address: str, host: str | None) -> Event:
    return Event.new(
        uid=f"{event.name}@{host}",
        start=event.day,
        end=event.day + ONE_DAY,
        stamp=event.changed_at.replace(microsecond=0),
        last_modified=event.changed_at.replace(microsecond=0),
        summary=event.summary,
        description=f"{event.description}\n{address}",
        url=address,
        categories=["Online safety"],
        transparency=TRANSP.TRANSPARENT,
    )
