"""Passwords are changed by their owner only: signed in, or through a link that was mailed to them."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from lesas_portal import sign_in
from lesas_portal.core import audit, mail_queue
from lesas_portal.core.models import QueuedEmail
from lesas_portal.staff.services import owner_mails, tries

RESET = "password_reset"


@transaction.atomic
def mail_link(*, person: User, by: audit.Actor = tries.SOMEBODY) -> bool:
    """Mail ``person`` a link to choose a new password; return whether it goes out.

    No more go to one person than sign_in.RESETS_PER_HOUR.
    """
    about = f"person {person.pk}"
    since = timezone.now() - timedelta(hours=1)
    mails = QueuedEmail.objects.filter(name=RESET, about=about, queued_at__gte=since)
    if mails.count() >= sign_in.RESETS_PER_HOUR:
        return False
    parts = [urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)]
    context = {
        "person": person,
        "minutes": sign_in.RESET_MINUTES,
        "address": reverse("password_reset_confirm", args=parts),
    }
    mail_queue.queue(RESET, to=person.email, about=about, context=context)
    audit.record("ask for reset", by=by, about=person)
    return True


@transaction.atomic
def note_changed(*, person: User, action: str) -> None:
    """Note that ``person`` has a new password, and tell them by mail. ``action``: how they came by it."""
    audit.record(action, by=person, about=person)
    owner_mails.tell("password_changed", person=person)
