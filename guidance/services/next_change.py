"""The next moment at which a page of readers changes by itself, nobody writing anything.

It is said for the whole site, and rather too soon than too late: at every hour of the clock at which anything
opens or closes on some day, whatever the day, the pages are made anew.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db.models import Min, Q
from django.utils import timezone

from guidance.clock_words import EVENING, NIGHT, NIGHT_ENDS
from guidance.models import OpeningPeriod, Publishable, Revision
from guidance.models.opening import SpecialDay
from lesas_portal.core import content_version

logger = logging.getLogger(__name__)
NEAR = timedelta(hours=12)
"""Before this a closing time is said with its day (``clock_words.closing_words``)."""
# At midnight all that is due, expired, to come or "tomorrow"; and what parts of a day are called.
ALWAYS = {time(hour) for hour in (0, NIGHT_ENDS, 12, EVENING, NIGHT)}
LIFE = ("publish_at", "first_public_at", "withdraw_at")


@dataclass(frozen=True)
class Stretch:
    """From when until when a version of the content reads the same."""

    version: object
    since: datetime
    until: datetime

    def holds(self, version: object, at: datetime) -> bool:
        """Whether the moment ``at`` of ``version`` lies in it."""
        return self.version == version and self.since <= at < self.until


_known: Stretch | None = None


def version_here() -> object:
    """Return the content version, and whose: another database, which may have drawn the same one, has another
    place for its copies. One query. Raises django.db.Error."""
    return settings.LAST_KNOWN_DIR, content_version.current()


def stretch(version: object, at: datetime) -> Stretch:
    """Return the stretch of ``version``, which was read just now, in which ``at`` lies.

    Worked out once for all who ask in this process, so that the first reader after an edit waits for it once.
    """
    global _known
    known = _known
    if known is None or not known.holds(version, at):
        _known = known = Stretch(version, at, after(at))
    return known


def known_after(at: datetime) -> datetime:
    """Return what ``after`` does, for one query where it was worked out before."""
    return stretch(version_here(), at).until


def after(at: datetime) -> datetime:
    """Return the first such moment after ``at``, or ``at`` itself, so that nothing is kept, where what is
    written would go unnoticed. Asks the database."""
    if tables := content_version.unwatched():
        _say_once(", ".join(tables))
        return at
    moments = [*_of_pages(at), *_of_the_clock(at)]
    return min(moment for moment in moments if moment > at)


@cache
def _say_once(tables: str) -> None:
    logger.error("No page is kept, for writes to %s go unnoticed: run manage.py migrate.", tables)


def _of_pages(at: datetime) -> Iterator[datetime]:
    """When the next page becomes public, comes back, or ends, and the next change is told."""
    soonest = {name: Min(name, filter=Q(**{f"{name}__gt": at})) for name in LIFE}
    for model in apps.get_app_config("guidance").get_models():
        if issubclass(model, Publishable):
            found = model._default_manager.aggregate(**soonest)
            yield from filter(None, found.values())
    told = Revision.objects.filter(at__gt=at).aggregate(soonest=Min("at"))["soonest"]
    if told:
        yield told


def _of_the_clock(at: datetime) -> Iterator[datetime]:
    """Every moment of today and tomorrow at which what a page says of the hour may become another thing."""
    today = timezone.localdate(at)
    days = [today, today + timedelta(days=1)]
    # What ends with a day of UTC: the security.txt.
    yield from (datetime.combine(day, time(0), tzinfo=UTC) for day in (*days, days[-1] + timedelta(days=1)))
    for day in days:
        for clock_time in _clock_times():
            yield from _local(day, clock_time)


def _clock_times() -> set[time]:
    times = set(ALWAYS)
    for rows in (OpeningPeriod.objects.all(), SpecialDay.objects.all()):
        for opens, closes in rows.values_list("opens", "closes").distinct():
            if opens is not None and closes is not None:
                times |= {opens, closes, (datetime.combine(date.min, closes) + NEAR).time()}
    return times


def _local(day: date, clock_time: time) -> Iterator[datetime]:
    """The moment, and its second one in the hour that comes twice when summer time ends; in UTC, for local
    times of one zone are compared by their hands alone."""
    for fold in (0, 1):
        local = datetime.combine(day, clock_time.replace(fold=fold), tzinfo=timezone.get_current_timezone())
        yield local.astimezone(UTC)
