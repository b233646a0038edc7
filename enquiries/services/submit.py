"""``receive``: an enquiry is stored and its mails are queued in one transaction, once."""

import json
import secrets
from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from enquiries import rate_limit, triage
from enquiries.models import Enquiry
from enquiries.services import contact, suggestions
from enquiries.services.retention import delete_date
from lesas_portal.core import closing_days, mail_queue, reference, working_days
from lesas_portal.core.checksums import checksums
from lesas_portal.core.lost_connection import with_one_retry

# One reference in some nine hundred million may be taken; eight in a row are another fault.
DRAWS = 8


class NotStrategicError(ValueError):
    """What was to be stored belongs elsewhere, and the sender has not said otherwise."""


class NotStorableError(IntegrityError):
    """The database would refuse it. The message names fields only. An IntegrityError, as if it had."""


def _make_token() -> str:
    """Return a new address of a confirmation, which nobody can guess."""
    return secrets.token_urlsafe(24)


def find(*, answers: dict, nonce: str) -> Enquiry | None:
    """Return the enquiry that this very submission already is, or None."""
    return Enquiry.objects.filter(submission__in=_submissions(answers, nonce)).first()


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

    Tried once more when the database cuts the connection, also if it had stored it and could not say so.
    ``answers``: the cleaned fields of the form. ``declared_general``: the sender says that it is about no
    particular person. ``address``: what ``rate_limit.sender_of`` says, not kept. With ``spam_signs`` nobody
    is mailed. Raises NotStrategicError for any other route undeclared, rate_limit.RateLimitError, and
    django.db.Error when nothing is known to be stored.
    """
    if screening.route != triage.Route.STRATEGIC and not declared_general:
        raise NotStrategicError(screening.route)
    sender = {"address": address, "nonce": nonce}
    return with_one_retry(
        lambda: find(answers=answers, nonce=nonce) or _store_once(answers, sender, screening, spam_signs)
    )


@transaction.atomic
def _store_once(
    answers: dict, sender: dict[str, str], screening: triage.ScreeningResult, spam_signs: list[str]
) -> Enquiry:
    rate_limit.consume(address=sender["address"], nonce=sender["nonce"])
    # Of two clicks at once the second waited there, as a rule.
    if already := find(answers=answers, nonce=sender["nonce"]):
        transaction.set_rollback(True)
        return already
    enquiry, is_new = insert(_unsaved(answers, sender["nonce"], screening, spam_signs), typed=answers)
    if is_new and not spam_signs:
        _announce(enquiry, sender["address"])
    return enquiry


def _unsaved(answers: dict, nonce: str, screening: triage.ScreeningResult, spam_signs: list[str]) -> Enquiry:
    today = timezone.localdate()
    status = Enquiry.Status.SPAM if spam_signs else Enquiry.Status.OPEN
    return Enquiry(
        **answers,
        submission=_submissions(answers, nonce)[0],
        declared_general=screening.route != triage.Route.STRATEGIC,
        screen_route=screening.route,
        screen_signals=list(screening.signals),
        spam_signs=spam_signs,
        status=status,
        establishment_id=suggestions.match(answers["setting_name"]),
        token=_make_token(),
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


def insert(enquiry: Enquiry, *, typed: Collection[str]) -> tuple[Enquiry, bool]:
    """Insert it; return what is stored, and whether it was not before. Raises NotStorableError.

    ``typed``: the names of the fields that hold what somebody typed.

    No statement with an enquiry in it may fail: PostgreSQL writes what fails into its log, with every word.
    So what the columns do not take is refused before, and where a row is in the way (the same submission from
    two clicks that did not wait for each other, or a reference that is taken) the INSERT does nothing.
    """
    _refuse_what_columns_do_not_take(enquiry, typed=typed)
    for _ in range(DRAWS):
        Enquiry.objects.bulk_create([enquiry], ignore_conflicts=True)
        if stored := Enquiry.objects.filter(submission=enquiry.submission).first():
            return stored, stored.token == enquiry.token
        enquiry.reference, enquiry.token = reference.make(), _make_token()
    raise NotStorableError("no free reference")


def _refuse_what_columns_do_not_take(enquiry: Enquiry, *, typed: Collection[str]) -> None:
    # A service is a row that was found: it was not typed.
    ours = {field.name for field in enquiry._meta.fields if field.name not in typed}
    try:
        enquiry.clean_fields(exclude={*ours, "service"})
    except ValidationError as error:
        names = ", ".join(sorted(error.message_dict))
    else:
        return
    # Raised here so that it does not carry the first exception along, which quotes what was typed.
    raise NotStorableError(names)


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
    """Return the day by which an enquiry that comes today is to be answered. One query."""
    return working_days.add_working_days(
        timezone.localdate(), settings.REPLY_TARGET_WORKING_DAYS, closed=closing_days.days()
    )


def _submissions(answers: dict, nonce: str) -> list[str]:
    """How it is known, first under today's key: a form may have been sent just before that was renewed."""
    # The answers are part of it: who goes back, changes a word and sends again has sent another enquiry.
    text = json.dumps(answers, sort_keys=True, default=str)
    return checksums("enquiries.submission", f"{nonce}|{text}")
