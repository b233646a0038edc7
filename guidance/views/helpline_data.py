"""The helplines as JSON: only what readers of the page may know."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance.models import Helpline, OpeningPeriod
from guidance.opening_hours import Hours
from lesas_portal.core.addresses import absolute
from lesas_portal.core.conditional import conditional

WEEKDAYS = [label.lower() for label in OpeningPeriod.Weekday.labels]


@require_safe
@conditional
def helplines_json(request: HttpRequest) -> JsonResponse:
    """Every helpline as JSON; described at /about/data/."""
    rows = Helpline.objects.published().with_hours()
    found = [_as_json(row) for row in rows]
    return JsonResponse({"reuse": settings.REUSE_LINE or None, "count": len(found), "helplines": found})


def _as_json(row: Helpline) -> dict:
    hours = row.hours if row.hours_confirmed else {}
    return {
        "key": row.slug,
        "name": row.title,
        "page": absolute(row.get_absolute_url()),
        "need": row.need,
        "who": row.who,
        "about": row.about,
        "phone": row.public_phone or None,
        "text": row.public_text_number or None,
        "text_word": (row.text_word or None) if row.public_text_number else None,
        "email": row.public_email or None,
        "website": row.website.url if row.website else None,
        "always_open": bool(row.main_hours and row.main_hours.always_open) if hours else None,
        "open_on_bank_holidays": row.open_on_bank_holidays if hours else None,
        "hours_text": " ".join(filter(None, [row.hours_words, row.to_look_up])) or None,
        "hours": {way.value: _hours_as_json(hours[way]) for way in hours},
        "found": row.seen_in if row.is_rung and row.seen_in else None,
        "seen": (row.seen_on or None) if row.is_rung else None,
        "hours_seen": row.hours_seen_on or None,
        "checked_on": row.checked_on,
        "next_check_on": row.next_check_on,
    }


def _hours_as_json(hours: Hours) -> dict:
    today = timezone.localdate()
    return {
        "always_open": hours.always_open,
        "periods": [
            {
                "day": WEEKDAYS[period.weekday],
                "opens": f"{period.opens:%H:%M}",
                "closes": f"{period.closes:%H:%M}",
                "term_time_only": period.term_time_only,
            }
            for period in hours.periods
        ],
        "special_days": [
            {
                "day": special.day,
                "opens": f"{special.opens:%H:%M}" if special.opens else None,
                "closes": f"{special.closes:%H:%M}" if special.closes else None,
                "reason": special.reason or None,
            }
            for special in hours.special_days
            if special.day >= today
        ],
    }
