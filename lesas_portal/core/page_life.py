"""How long the page that is being made stays true: what a page says of the clock, it notes here.

The page cache asks before and after. A page that names the moment, as "As of 4.50am", is true for a minute.
"""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TypeVar

Answer = TypeVar("Answer")
MINUTE = 60
_ends: ContextVar[float | None] = ContextVar("page_life_ends", default=None)


def names_the_minute(at: datetime) -> None:
    """Say that the page that is being made names the minute of ``at``, which was now a moment ago."""
    named = at.timestamp()
    ends = named - named % MINUTE + MINUTE
    known = _ends.get()
    _ends.set(ends if known is None else min(ends, known))


def noted(make: Callable[[], Answer]) -> tuple[Answer, datetime | None]:
    """Return what ``make`` returns, and the moment at which it is no longer true, if it said so."""
    token = _ends.set(None)
    try:
        made = make()
        ends = _ends.get()
    finally:
        _ends.reset(token)
    return made, None if ends is None else datetime.fromtimestamp(ends, tz=UTC)
