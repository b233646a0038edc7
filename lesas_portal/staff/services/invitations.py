"""A colleague is invited by mail, and makes the account when they choose a password."""

import secrets
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lesas_portal import sign_in
from lesas_portal.core import audit, mail_queue
from lesas_portal.core.person_names import name_of
from lesas_portal.staff import roles
from lesas_portal.staff.models import Invitation


class NotOpenError(Exception):
    """The invitation was used, ran out, or never was."""


@transaction.atomic
def invite(*, email: str, full_name: str, role: str, by: User) -> Invitation:
    """Mail a link that works once and for a day; an earlier one to the same address no longer works."""
    Invitation.objects.open().filter(email=email).delete()
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        full_name=full_name,
        role=role,
        invited_by=by,
        invited_by_name=name_of(by),
        token_hash=_hash(secret),
    )
    audit.record("invite", by=by, about=invitation)
    context = {
        "invitation": invitation,
        "hours": sign_in.INVITATION_HOURS,
        "address": reverse("admin:invitation", args=[secret]),
    }
    mail_queue.queue("invitation", to=email, about=f"invitation {invitation.pk}", context=context)
    return invitation


def find(secret: str) -> Invitation:
    """Return the invitation whose link this is. Raises NotOpenError."""
    invitation = Invitation.objects.open().filter(token_hash=_hash(secret)).first()
    if invitation is None:
        raise NotOpenError
    return invitation


def account_of(invitation: Invitation) -> User:
    """Return the account as it would be made, not stored: what passwords are compared with."""
    first, _, last = invitation.full_name.partition(" ")
    return User(
        username=invitation.email, email=invitation.email, first_name=first, last_name=last, is_staff=True
    )


@transaction.atomic
def accept(*, secret: str, password: str) -> User:
    """Make the account with this password; the link is used up. Raises NotOpenError."""
    held = Invitation.objects.select_for_update().open().filter(token_hash=_hash(secret)).first()
    if held is None or User.objects.filter(username__iexact=held.email).exists():
        raise NotOpenError
    person = account_of(held)
    person.set_password(password)
    person.save()
    person.groups.set(roles.groups_of(held.role))
    held.used_at = timezone.now()
    held.save(update_fields=["used_at"])
    audit.record("accept invitation", by=person, about=person)
    return person


@transaction.atomic
def withdraw(*, invitation: Invitation, by: audit.Actor) -> None:
    """Take an invitation back: its link no longer works."""
    audit.record("delete", by=by, about=invitation)
    invitation.delete()


def withdraw_all_of(*, person: User, by: audit.Actor) -> None:
    """Take back what ``person``, who may invite no more, sent and nobody used."""
    for invitation in Invitation.objects.open().filter(invited_by=person):
        withdraw(invitation=invitation, by=by)


def purge() -> int:
    """Delete invitations past their days; return how many."""
    return Invitation.objects.past_keeping().delete()[0]


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
