"""Clock times in words, as pages write them."""

from datetime import datetime, time

from django.utils import timezone


def time_words(at: datetime | time) -> str:
    """Return a clock time as people write it: "9am", "5pm", "9.30am", "midday", "midnight"."""
    if (at.hour, at.minute) in {(0, 0), (12, 0)}:
        return "midnight" if at.hour == 0 else "midday"
    hour = at.hour % 12 or 12
    minutes = f".{at.minute:02d}" if at.minute else ""
    return f"{hour}{minutes}{'am' if at.hour < 12 else 'pm'}"


def moment_in_full(at: datetime) -> str:
    """Return "3 September 2026, 5pm", in London."""
    at = timezone.localtime(at)
    return f"{at.day} {at:%B %Y}, {time_words(at)}"
