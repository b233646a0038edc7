"""Accounts of people who sign in by the council's identity provider. Their role is what their groups there
say, anew at each sign-in; who they are is issuer and subject, never a mail address."""

import logging
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lesas_portal import sign_in as limits
from lesas_portal.core import audit
from lesas_portal.core.permissions import EDITOR
from lesas_portal.staff import roles
from lesas_portal.staff.models import ProviderAccount
from lesas_portal.staff.provider.tokens import Identity
from lesas_portal.staff.roles import Role
from lesas_portal.staff.services import people, sessions

logger = logging.getLogger(__name__)
PROVIDER = "the council’s sign-in"
SOMEBODY = "somebody at the sign-in page"


class NotLetInError(Exception):
    """Somebody signed in at the council, and may not come in here."""

    reason = ""


class NoGroupError(NotLetInError):
    """None of their groups gives a role."""

    reason = "no group"


class DeactivatedError(NotLetInError):
    """Their account here is deactivated."""

    reason = "deactivated"


class AsksForAccountError(NotLetInError):
    """Somebody was here before with their address, and nobody has said yet that it is they."""

    reason = "another"


def let_in(identity: Identity) -> User:
    """Return the person, made at the first sign-in, with the role that the groups give now.

    Raises NotLetInError; what is noted of a refusal stays.
    """
    person, refused = _judged(identity)
    if refused:
        logger.warning("Sign-in by the council refused: %s.", refused.reason)
        raise refused
    assert person is not None
    return person


@transaction.atomic
def _judged(identity: Identity) -> tuple[User | None, NotLetInError | None]:
    # Held, so that two first sign-ins of one person make one account.
    Group.objects.select_for_update().get(name=EDITOR)
    known = ProviderAccount.objects.select_related("user").filter(
        issuer=identity.issuer, subject=identity.subject
    )
    row = known.first()
    if row is None:
        if identity.role is None:
            return None, NoGroupError()
        row = _first(identity)
    person = User.objects.select_for_update().get(pk=row.user_id)
    refused = _why_not(row, person, identity)
    if refused:
        _note_refused(person)
    else:
        audit.record("sign in", by=person, about=person)
    return person, refused


def _why_not(row: ProviderAccount, person: User, identity: Identity) -> NotLetInError | None:
    if row.linked_at is None:
        return AsksForAccountError()
    if not person.is_active:
        return DeactivatedError()
    _give_role(person, identity.role)
    return None if identity.role else NoGroupError()


def _first(identity: Identity) -> ProviderAccount:
    """Make the account of somebody who was never here; where their address was, only ask for that one."""
    names = {name for name in (identity.email, identity.username) if name}
    here = [
        user
        for name in names
        for user in User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name))
    ]
    keys = {"issuer": identity.issuer, "subject": identity.subject}
    if here:
        row = ProviderAccount.objects.create(user=here[0], **keys)
        audit.record("ask for link", by=PROVIDER, about=here[0])
        return row
    person = _new(identity)
    return ProviderAccount.objects.create(user=person, linked_at=timezone.now(), **keys)


def _new(identity: Identity) -> User:
    first, _, last = identity.full_name.partition(" ")
    number = sha256(f"{identity.issuer} {identity.subject}".encode()).hexdigest()[:12]
    person = User(
        username=identity.username or f"council-{number}",
        email=identity.email,
        first_name=first,
        last_name=last,
        is_staff=True,
    )
    person.set_unusable_password()
    person.save()
    audit.record("add", by=PROVIDER, about=person)
    return person


def _give_role(person: User, role: Role | None) -> None:
    if roles.of(person) != role or person.user_permissions.exists():
        people.give_role(person, role, by=PROVIDER)


def waiting(person: User) -> ProviderAccount | None:
    """Return who asked last for the account of ``person``; None where nobody waits."""
    return person.provider_accounts.filter(linked_at=None).order_by("-asked_at").first()


@transaction.atomic
def link(*, person: User, by: audit.Actor, shown: int | None = None) -> None:
    """Let whoever asked last for the account of ``person`` have it from now on; others who asked are dropped.

    Only after somebody has made sure that it is they: ``shown`` is the number of the request that they saw.
    An earlier account of the council's opens it no more. Raises people.RefusedError where another came since.
    """
    rows = person.provider_accounts.select_for_update()
    chosen = rows.filter(linked_at=None).order_by("-asked_at").first()
    if chosen is None:
        return
    if shown not in (None, chosen.pk):
        raise people.RefusedError("Somebody else asked for this account meanwhile. Look again who it is.")
    rows.exclude(pk=chosen.pk).delete()
    sessions.end_all_of(person)
    chosen.linked_at = timezone.now()
    chosen.save(update_fields=["linked_at"])
    audit.record("link account", by=by, about=person)


@transaction.atomic
def note_failed(reason: str) -> None:
    """Note that a sign-in did not come through, and nobody knows whose: each in the log, one in the audit for
    a while, so that nobody can fill the table from outside."""
    logger.warning("Sign-in by the council failed: %s.", reason)
    nobody = User(pk=0, username="somebody unknown")
    _note_once("failed sign-in", nobody, by=SOMEBODY)


def _note_refused(person: User) -> None:
    _note_once("refuse sign-in", person, by=PROVIDER)


def _note_once(action: str, person: User, *, by: str) -> None:
    since = timezone.now() - timedelta(minutes=limits.TRIES_MINUTES)
    if not audit.has_entry(action, about=person, since=since):
        audit.record(action, by=by, about=person)
