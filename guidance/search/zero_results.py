"""Count what was searched for and not found, so that nobody who typed it can be recognised."""

import re
from datetime import date

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from guidance.models import ZeroResultQuery
from guidance.search.text import LONGEST_QUERY, STOP_WORDS, tokens

PERSONAL = re.compile(r"@|\d{2}|\b[A-Z][\w'’]+\s+[A-Z][\w'’]+")  # an address, a number, a name
MOST_WORDS = 6  # a longer text tells a story
MOST_ROWS = 5_000  # nobody can fill the table by typing nonsense
FORGET_AFTER_DAYS = 90


def count(raw_query: str, *, on: date | None = None) -> None:
    """Count that ``raw_query`` found nothing on a day (default: today).

    Kept are the normalised words only, and these only from the third different day; before that there is
    a keyed fingerprint. Nothing at all is kept of what looks personal or reads like a message. The caller
    asks the screen first.
    """
    if len(raw_query) > LONGEST_QUERY:
        return
    typed_words = tokens(raw_query)
    words = [word for word in typed_words if word not in STOP_WORDS]
    if not words or len(typed_words) > MOST_WORDS or PERSONAL.search(raw_query):
        return
    on = on or timezone.localdate()
    text = " ".join(words)[:200]
    fingerprint = salted_hmac("guidance.search.missed", text, algorithm="sha256").hexdigest()
    rows = ZeroResultQuery.objects.filter(fingerprint=fingerprint)
    if rows.filter(last_day__lt=on).update(days=F("days") + 1, last_day=on):
        rows.filter(days__gte=ZeroResultQuery.DAYS_BEFORE_READABLE).update(words=text)
    elif _has_room(on):
        ZeroResultQuery.objects.bulk_create(
            [ZeroResultQuery(fingerprint=fingerprint, last_day=on)], ignore_conflicts=True
        )


def _has_room(on: date) -> bool:
    """Whether another row may be kept; a full table first forgets what nobody typed again."""
    if ZeroResultQuery.objects.count() < MOST_ROWS:
        return True
    forgotten, _ = ZeroResultQuery.objects.forgotten(on, days=FORGET_AFTER_DAYS).delete()
    return forgotten > 0
