"""The sign-ins of a person that are open: looked at by their owner, and ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from lesas_portal import sign_in
from lesas_portal.core import audit

SIGNED_IN_AT, SEEN_AT = "signed_in_at", "seen_at"
"""Where a session holds when it began and when it was last used, in seconds."""


@dataclass(frozen=True)
class OpenSession:
    """One of them. ``key`` is its secret, and never shown."""

    key: str
    began_at: datetime
    seen_at: datetime


def is_over(session: Any, *, at: datetime | None = None) -> str:
    """Return why a sign-in is over ("idle" or "long"); "" while it is open. Without its times it is new."""
    now = int((at or timezone.now()).timestamp())
    if now - session.get(SEEN_AT, now) >= sign_in.IDLE_MINUTES * 60:
        return "idle"
    return "long" if now - session.get(SIGNED_IN_AT, now) >= sign_in.SIGNED_IN_HOURS * 3600 else ""


def open_of(person: User) -> list[OpenSession]:
    """Return those of ``person``, the latest first."""
    found = [
        OpenSession(row.session_key, _moment(row, held, SIGNED_IN_AT), _moment(row, held, SEEN_AT))
        for row, held in _rows_of(person)
        if _still_opens(held, person)
    ]
    return sorted(found, key=lambda one: one.began_at, reverse=True)


@transaction.atomic
def end_others(*, person: User, but: str) -> None:
    """End those of ``person`` except the one with the key ``but``, at their own wish."""
    _delete(row.session_key for row, _ in _rows_of(person) if row.session_key != but)
    audit.record("end sign-ins", by=person, about=person)


def end_all_of(person: User) -> None:
    """End those of ``person``: call it in the transaction of what ends them, which is noted there."""
    _delete(row.session_key for row, _ in _rows_of(person))


def end_everybodys() -> None:
    """End all: they came back with older rows, some of them ended since."""
    Session.objects.all().delete()


def _rows_of(person: User) -> Iterator[tuple[Session, dict]]:
    # Django keeps whose each is inside it. Only staff have one, so there are few.
    for row in Session.objects.filter(expire_date__gt=timezone.now()):
        held = row.get_decoded()
        if held.get(SESSION_KEY) == str(person.pk):
            yield row, held


def _still_opens(held: dict, person: User) -> bool:
    """Whether it lets in, as Django asks it: by the door that is open now, and the password of now."""
    hashes = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    return (
        held.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and any(constant_time_compare(held.get(HASH_SESSION_KEY, ""), one) for one in hashes)
        and not is_over(held)
    )


def _moment(row: Session, held: dict, name: str) -> datetime:
    if name in held:
        return datetime.fromtimestamp(held[name], tz=UTC)
    return row.expire_date - timedelta(seconds=settings.SESSION_COOKIE_AGE)


def _delete(keys: Iterator[str]) -> None:
    Session.objects.filter(session_key__in=[*keys]).delete()
