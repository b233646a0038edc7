"""When the LADO can act on a referral, in words, and whom to ring before then.

Without hours that an adviser has confirmed only days are counted: Monday to Friday, without bank holidays and
the days on which our offices are closed.
"""

from datetime import datetime

from guidance import clock_words
from guidance.services.front_door import FrontDoor
from lesas_portal.core import closing_days, working_days


def sentence(door: FrontDoor) -> str:
    """Return what is true at the moment of ``door``: first of the LADO, then of a child at risk."""
    opening = door.lado.opening(door.at) if door.lado else None
    if opening is None:
        return _by_days(door)
    if opening.is_open:
        until = f" until {clock_words.closing_words(opening.closes_at, door.at)}" if opening.closes_at else ""
        return f"The LADO is at work{until}. Refer it now.{_at_risk(door, 'today')}"
    return f"{_again(door, opening.opens_at)}{_at_risk(door, 'before then')}"


def _again(door: FrontDoor, opens_at: datetime | None) -> str:
    if opens_at is None:
        return f"{door.today} The LADO is not at work. Refer it now all the same."
    hour = clock_words.time_words(opens_at)
    if opens_at.date() == door.at.date():
        return f"The LADO starts work at {hour} today. Refer it now."
    return f"{door.today} The LADO works again on {clock_words.date_words(opens_at.date())}, from {hour}."


def _by_days(door: FrontDoor) -> str:
    today = door.at.date()
    closed = closing_days.known_days()
    later = clock_words.date_words(working_days.next_working_day(today, closed=closed))
    if working_days.is_working_day(today, closed=closed) and door.at.hour < clock_words.EVENING:
        known = f"It is {door.at:%A}, a working day. Refer it now. The next working day is {later}."
        return known + _at_risk(door, "today")
    known = f"{door.today} The LADO may not answer before the next working day, {later}."
    return known + _at_risk(door, "before then")


def _at_risk(door: FrontDoor, when: str) -> str:
    """Whom to ring for a child at risk; nothing while nobody has confirmed which team answers now."""
    opening = door.opening
    if opening is None:
        return ""
    team = "the Front Door" if opening.is_open else "the out of hours team"
    return f" If a child may be at risk {when}, ring {team}."
