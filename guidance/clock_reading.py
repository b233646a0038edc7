"""Clock times as people type them: 6pm, 9.30am, 18:00, 18.00, noon, midnight, 24:00."""

import re
from datetime import time

from django.core.exceptions import ValidationError

IN_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
TWELVE = re.compile(r"(1[0-2]|0?[1-9])(?:[.:]([0-5][0-9]))? ?(am|pm)")
TWENTY_FOUR = re.compile(r"([01]?[0-9]|2[0-4])[.:]([0-5][0-9])")


def read(text: str) -> time:
    """Return the time that ``text`` names; midnight and 24:00 are 00:00.

    Raises ValidationError for what is none, and for a bare 9, which may be morning or evening.
    """
    plain = re.sub(r"\b([ap])\.?\s?m\b\.?", r"\1m", " ".join(text.lower().split()))
    plain = plain.removeprefix("12 ") if plain in {"12 noon", "12 midday", "12 midnight"} else plain
    if plain in IN_WORDS:
        return IN_WORDS[plain]
    if match := TWELVE.fullmatch(plain):
        hour = int(match[1]) % 12 + (12 if match[3] == "pm" else 0)
        return time(hour, int(match[2] or 0))
    if match := TWENTY_FOUR.fullmatch(plain):
        hour, minute = int(match[1]), int(match[2])
        if hour < 24 or minute == 0:
            return time(hour % 24, minute)
    raise ValidationError(f"“{text}” is not a time: write it as 9am, 6.30pm or 18:30.", code="time")
