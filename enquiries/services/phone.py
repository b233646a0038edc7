"""An enquiry that came by telephone: an adviser writes it down, and it is handled like any other."""

import secrets

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from enquiries import triage
from enquiries.models import Enquiry, Event
from enquiries.services import events, submit, suggestions
from enquiries.services.retention import delete_date
from lesas_portal.core import audit
from lesas_portal.core.checksums import checksum


@sensitive_variables()
@transaction.atomic
def take(
    *,
    answers: dict,
    screening: triage.ScreeningResult,
    nonce: str,
    is_mine: bool,
    acknowledges: bool,
    by: audit.Actor,
) -> Enquiry:
    """Store what a caller asked, and return it; the same form sent twice is one enquiry.

    ``answers``: the fields of the public form, the address may be empty. ``is_mine``: ``by`` answers it.
    ``acknowledges``: the caller gets the mail that other senders get. What the screen did not let pass
    is read first like what a sender pushed past it: who took it was warned, and a colleague looks again.
    """
    owner = audit.person(by) if is_mine else None
    enquiry, is_new = submit.insert(_unsaved(answers, screening, nonce=nonce, owner=owner), typed=answers)
    if not is_new:
        return enquiry
    events.record(Event.Kind.PHONE, enquiry=enquiry, by=by)
    audit.record("take by telephone", by=by, about=enquiry)
    if acknowledges and enquiry.email:
        submit.queue_acknowledgement(enquiry)
    return enquiry


@sensitive_variables()
def _unsaved(answers: dict, screening: triage.ScreeningResult, *, nonce: str, owner: User | None) -> Enquiry:
    return Enquiry(
        **answers,
        source=Enquiry.Source.PHONE,
        establishment_id=suggestions.match(answers["setting_name"]),
        submission=checksum("enquiries.phone", nonce),
        token=secrets.token_urlsafe(24),
        owner=owner,
        screen_route=screening.route,
        screen_signals=list(screening.signals),
        reply_by=submit.reply_date(),
        delete_on=delete_date(Enquiry.Status.OPEN, timezone.localdate()),
        # The caller was told by voice: nothing is sent later on, when it comes back from spam.
        notified_at=timezone.now(),
    )
