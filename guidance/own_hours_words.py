"""Whether an adviser's own words about opening hours name other times than the hours do: worth a warning."""

import re
from datetime import time

from guidance.clock_words import time_words
from guidance.models import Helpline

CLOCK = re.compile(
    r"\b(1[0-2]|0?[1-9])(?:[.:]([0-5][0-9]))? ?(am|pm)\b|\b([01][0-9]|2[0-3]):([0-5][0-9])\b", re.I
)
ALWAYS = re.compile(r"\b(24 hours|24/7|day and night|always open|at any (?:hour|time))\b", re.I)


def disagreement(helpline: Helpline) -> str:
    """Return a sentence about what differs; empty where nothing does or one of both says nothing."""
    words, hours = helpline.hours_text, helpline.main_hours
    if not words or hours is None:
        return ""
    if hours.always_open and _times(words):
        return "Your own words name times, but “always open” is ticked. Which is right?"
    if ALWAYS.search(words) and not hours.always_open and not _times(words):
        return "Your own words say that it is always open, but the hours do not. Which is right?"
    known = {
        moment for one in helpline.hours.values() for row in one.periods for moment in (row.opens, row.closes)
    }
    if hours.always_open or not (others := sorted(_times(words) - known)):
        return ""
    named = " and ".join(time_words(moment) for moment in others)
    return f"Your own words name {named}, and the hours do not. Which is right?"


def _times(words: str) -> set[time]:
    found = set()
    for hour, minute, half, full_hour, full_minute in CLOCK.findall(words):
        if half:
            found.add(time(int(hour) % 12 + (12 if half.lower() == "pm" else 0), int(minute or 0)))
        else:
            found.add(time(int(full_hour), int(full_minute)))
    return found
