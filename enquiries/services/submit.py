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
from enquiries.models import Enquiry
from enquiries.services import contact, suggestions
from enquiries.services.retention import delete_date
from lesas_portal.core import mail_queue, working_days


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
    particular person. ``address``: what ``rate_limit.sender_of`` says, not kept. With ``spam_signs`` nobody
    is mailed. Raises NotStrategicError for any other route undeclared, and rate_limit.RateLimitError.
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
    enquiry = _store(answers, sender["nonce"], screening, spam_signs)
    if not spam_signs:
        _announce(enquiry, sender["address"])
    return enquiry


def _store(answers: dict, nonce: str, screening: triage.ScreeningResult, spam_signs: list[str]) -> Enquiry:
    today = timezone.localdate()
    status = Enquiry.Status.SPAM if spam_signs else Enquiry.Status.OPEN
    return Enquiry.objects.create(
        **answers,
        submission=_submission(answers, nonce),
        declared_general=screening.route != triage.Route.STRATEGIC,
        screen_route=screening.route,
        screen_signals=list(screening.signals),
        spam_signs=spam_signs,
        status=status,
        establishment_id=suggestions.match(answers["setting_name"]),
        token=secrets.token_urlsafe(24),
        reply_by=reply_date(),
        delete_on=delete_date(status, today),
    )


def _announce(enquiry: Enquiry, address: str) -> None:
    """Queue its mails now, or note that they wait because too many come in."""
    if rate_limit.count_for_all(address=address):
        queue_notifications(enquiry)
    else:
        enquiry.acknowledgement_waits = True
        enquiry.save(update_fields=["acknowledgement_waits"])


def queue_notifications(enquiry: Enquiry) -> None:
    """Queue the acknowledgement to the sender and the notice to the team, neither with a word they typed.

    ``notified_at`` says that it was done, so that it is done once.
    """
    queue_acknowledgement(enquiry)
    mail_queue.queue(
        "notice",
        to=settings.ENQUIRIES_MAILBOX,
        about=enquiry.reference,
        context={"enquiry": enquiry},
        # Whoever answers the notice answers the sender.
        reply_to=enquiry.email,
    )
    enquiry.notified_at = timezone.now()
    enquiry.save(update_fields=["notified_at"])


def queue_acknowledgement(enquiry: Enquiry) -> None:
    """Queue the acknowledgement, unless its address had too many today; note that it waits no longer."""
    mailbox = settings.ENQUIRIES_MAILBOX
    mail_queue.queue(
        "acknowledgement",
        to=enquiry.email,
        about=enquiry.reference,
        context={"enquiry": enquiry, "mailbox": mailbox, "phone": contact.own_phone()},
        reply_to=mailbox,
        is_automatic_reply=True,
    )
    if enquiry.acknowledgement_waits:
        enquiry.acknowledgement_waits = False
        enquiry.save(update_fields=["acknowledgement_waits"])


def reply_date() -> date:
    """Return the day by which an enquiry that comes today is to be answered."""
    return working_days.add_working_days(timezone.localdate(), settings.REPLY_TARGET_WORKING_DAYS)


def _submission(answers: dict, nonce: str) -> str:
    # The answers are part of it: who goes back, changes a word and sends again has sent another enquiry.
    text = json.dumps(answers, sort_keys=True, default=str)
    return salted_hmac("enquiries.submission", f"{nonce}|{text}", algorithm="sha256").hexdigest()
