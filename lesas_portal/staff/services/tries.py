"""Each try to sign in leaves a line, without the password; and a name that was tried too often is freed."""

import logging
from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from lesas_portal import sign_in as limits
from lesas_portal.core import audit
from lesas_portal.staff import sign_in

logger = logging.getLogger(__name__)
SOMEBODY = "somebody at the sign-in page"
DAYS_KEPT = 1


@transaction.atomic
def note_failed(*, typed: str, is_locked: bool) -> None:
    """Note a try that failed. ``is_locked``: it was one too many, or came while the name is shut out.

    A name that nobody has is noted in the log only, and not what was typed: it may be a password in the
    wrong box. While a name is shut out, nothing more is written than that once, so that nobody can fill the
    table from outside.
    """
    known = User.objects.filter(username__iexact=typed.strip()).first()
    if known is None:
        logger.warning("Sign-in refused: nobody has that name.")
        return
    action = "lock out" if is_locked else "failed sign-in"
    logger.warning("Sign-in refused for %s%s.", known.get_username(), ", shut out" if is_locked else "")
    since = timezone.now() - timedelta(minutes=limits.TRIES_MINUTES)
    if not (is_locked and audit.has_entry(action, about=known, since=since)):
        audit.record(action, by=SOMEBODY, about=known)


@transaction.atomic
def note_wrong_code(*, person: User) -> None:
    """Note a code that was not taken after the right password of ``person``: somebody else may know it."""
    logger.warning("Wrong code for %s.", person.get_username())
    audit.record("wrong code", by=SOMEBODY, about=person)


@transaction.atomic
def note_signed_in(*, person: User) -> None:
    """Note that the password of ``person`` was right."""
    audit.record("sign in", by=person, about=person)


@transaction.atomic
def note_signed_out(*, person: User) -> None:
    """Note that ``person`` signed out."""
    audit.record("sign out", by=person, about=person)


@transaction.atomic
def free(*, person: User, by: audit.Actor) -> int:
    """Let the name of ``person`` be tried again at once; return how many notes of tries were dropped."""
    dropped, _ = AccessAttempt.objects.filter(username=sign_in.fingerprint(person.get_username())).delete()
    audit.record("free name", by=by, about=person)
    return dropped


def purge() -> int:
    """Drop notes of tries after a day; return how many."""
    before = timezone.now() - timedelta(days=DAYS_KEPT)
    return AccessAttempt.objects.filter(attempt_time__lt=before).delete()[0]
