"""``receive``: an enquiry is stored and its mails are queued in one transaction, once."""

import json
import secrets
from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.debug import sensitive_variables

from enquiries import rate_limit, triage
from enquiries.models import Enquiry, Establishment
from enquiries.services.retention import delete_date
from lesas_portal.core import closing_days, mail_queue, working_days


class NotStrategicError(ValueError):
    """What was to be stored belongs elsewhere, and the sender has not said otherwise."""


def find(*, answers: dict, nonce: str) -> Enquiry | None:
    """Return the enquiry that this very submission already is, or None."""
    return Enquiry.objects.filter(submission=_submission(answers, nonce)).first()


@sensitive_variables()
def receive(
    *,
    screening: triage.ScreeningResult,
    declared_general: bool,
    answers: dict,
    nonce: str,
    address: str,
    spam_signs: list[str],
) -> Enquiry:
    """Store one enquiry and queue its mails; the same submission again returns the same enquiry.

    ``answers``: the cleaned fields of the form. ``declared_general``: the sender says that it is about no
    particular person. ``address``: the client's, counted but not kept. With ``spam_signs`` nobody is mailed.
    Raises NotStrategicError for any other route without a declaration, and rate_limit.RateLimitError.
    """
    if screening.route != triage.Route.STRATEGIC and not declared_general:
        raise NotStrategicError(screening.route)
    sender = {"address": address, "nonce": nonce}
    try:
        return find(answers=answers, nonce=nonce) or _store_once(answers, sender, screening, spam_signs)
    except IntegrityError:
        # Two clicks on either side of the hour are counted apart, so neither waited for the other.
        if already := find(answers=answers, nonce=nonce):
            return already
        raise


@transaction.atomic
def _store_once(
    answers: dict, sender: dict[str, str], screening: triage.ScreeningResult, spam_signs: list[str]
) -> Enquiry:
    rate_limit.consume(address=sender["address"], nonce=sender["nonce"])
    # Of two clicks at once the second waited there. It is not left to the INSERT to find out: PostgreSQL
    # writes a statement that fails into its log, with every word of the enquiry.
    if already := find(answers=answers, nonce=sender["nonce"]):
        transaction.set_rollback(True)
        return already
    return _store(answers, sender["nonce"], screening, spam_signs)


def _store(answers: dict, nonce: str, screening: triage.ScreeningResult, spam_signs: list[str]) -> Enquiry:
    today = timezone.localdate()
    status = Enquiry.Status.SPAM if spam_signs else Enquiry.Status.OPEN
    enquiry = Enquiry.objects.create(
        **answers,
        submission=_submission(answers, nonce),
        declared_general=screening.route != triage.Route.STRATEGIC,
        screen_route=screening.route,
        screen_signals=list(screening.signals),
        spam_signs=spam_signs,
        status=status,
        establishment=_registered(answers["setting_name"]),
        token=secrets.token_urlsafe(24),
        reply_by=reply_date(),
        delete_on=delete_date(status, today),
    )
    if not spam_signs:
        queue_notifications(enquiry)
    return enquiry


def queue_notifications(enquiry: Enquiry) -> None:
    """Queue the acknowledgement to the sender and the notice to the team, neither with a word they typed.

    ``notified_at`` says that it was done, so that it is done once.
    """
    queue_acknowledgement(enquiry)
    mail_queue.queue(
        "notice", to=settings.ENQUIRIES_MAILBOX, about=enquiry.reference, context={"enquiry": enquiry}
    )
    enquiry.notified_at = timezone.now()
    enquiry.save(update_fields=["notified_at"])


def queue_acknowledgement(enquiry: Enquiry) -> None:
    """Queue the acknowledgement, unless its address had too many today."""
    mail_queue.queue(
        "acknowledgement",
        to=enquiry.email,
        about=enquiry.reference,
        context={"enquiry": enquiry},
        is_automatic_reply=True,
    )


def reply_date() -> date:
    """Return the day by which an enquiry that comes today is to be answered. One query."""
    return working_days.add_working_days(
        timezone.localdate(), settings.REPLY_TARGET_WORKING_DAYS, closed=closing_days.days()
    )


def _registered(name: str) -> Establishment | None:
    namesakes = Establishment.objects.filter(name__iexact=name)[:2]
    return namesakes[0] if len(namesakes) == 1 else None


def _submission(answers: dict, nonce: str) -> str:
    # The answers are part of it: who goes back, changes a word and sends again has sent another enquiry.
    text = json.dumps(answers, sort_keys=True, default=str)
    return salted_hmac("enquiries.submission", f"{nonce}|{text}", algorithm="sha256").hexdigest()
