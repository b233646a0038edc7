"""Accounts of staff: name, address and role are changed, and people are deactivated. Nobody is deleted.

A Manager cannot change a superuser; nobody changes their own role or deactivates themselves, and somebody who
may manage people always stays.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet

from enquiries.services import assign
from lesas_portal.core import audit, checksums, leavers
from lesas_portal.core.permissions import MANAGER
from lesas_portal.staff import roles
from lesas_portal.staff.roles import Role
from lesas_portal.staff.services import invitations, owner_mails, sessions


class RefusedError(Exception):
    """It was not done; the words say why, for the person who acts."""


def why_not(*, person: User, asking: User, leaves_managers: bool = False) -> str:
    """Return why ``asking`` may not change ``person``, in words; "" where they may.

    ``leaves_managers``: ``person`` would manage people no more.
    """
    if person.is_superuser and not asking.is_superuser:
        return "Only a superuser changes the account of a superuser."
    if not leaves_managers:
        return ""
    if person.pk == asking.pk:
        return "Nobody does this to their own account. Ask another Manager."
    if person.is_active and _managers().filter(pk=person.pk).exists() and _managers().count() < 2:
        return "This is the last Manager. Make somebody else one first."
    return ""


@transaction.atomic
def change(
    *, person: User, full_name: str, email: str, role: str, by: User, seen: str | None = None
) -> list[str]:
    """Save what a Manager changed; return the names of what differs.

    ``seen`` is the ``fingerprint`` of what their form showed. Raises RefusedError, also when somebody else
    changed the account since.
    """
    row = _held(person)
    _refuse_older(row, seen)
    before = roles.of(row)
    loses = before == Role.MANAGER and role != Role.MANAGER
    own = row.pk == by.pk and role != (before or "")
    _refuse(row, by=by, leaves_managers=loses or own)
    first, _, last = full_name.partition(" ")
    changed = _write(row, by=by, new={"first_name": first, "last_name": last, "email": email})
    if role and role != before:
        give_role(row, role, by=by)
        changed.append("role")
    if loses:
        invitations.withdraw_all_of(person=row, by=by)
    return changed


def _refuse_older(person: User, seen: str | None) -> None:
    if seen is None or seen in _checksums(person):
        return
    raise RefusedError(
        f"Somebody else changed this account since you opened it. It now says {_shown(person)}."
        " Save again to put yours in its place."
    )


def give_role(person: User, role: str | None, *, by: audit.Actor) -> None:
    """Give ``person`` this role alone; None: none. Call it in the transaction that holds their row."""
    person.groups.set(roles.groups_of(role) if role else [])
    # A role is all that somebody may do: what was once given beside it no page would show.
    person.user_permissions.clear()
    audit.record("change role", by=by, about=person)


def _write(row: User, *, by: User, new: dict[str, str]) -> list[str]:
    """Write those of ``new`` that differ; return their names."""
    changed = [name for name, value in new.items() if getattr(row, name) != value]
    old_address = row.email
    for name in changed:
        setattr(row, name, new[name])
    if changed:
        row.save(update_fields=changed)
        audit.record("change", by=by, about=row)
    if "email" in changed:
        owner_mails.tell("address_changed", person=row, to=old_address, by=by)
    return changed


def fingerprint(person: User) -> str:
    """Return a fingerprint of the name, the address and the role of ``person``."""
    return _checksums(person)[0]


def _checksums(person: User) -> list[str]:
    return checksums.checksums("staff.person", _shown(person))


def _shown(person: User) -> str:
    """What the form of ``person`` shows, in a line."""
    role = roles.of(person)
    return ", ".join(
        [person.get_full_name(), person.email or "no address", role.label if role else "no role"]
    )


@transaction.atomic
def deactivate(*, person: User, to: User | None, by: User) -> int:
    """Let ``person`` sign in no more, and give their work to ``to`` (None: to anybody); return how much.

    Raises RefusedError.
    """
    row = _held(person)
    if not row.is_active:
        raise RefusedError("The account is deactivated already.")
    _refuse(row, by=by, leaves_managers=True)
    row.is_active = False
    row.save(update_fields=["is_active"])
    sessions.end_all_of(row)
    audit.record("deactivate", by=by, about=row)
    invitations.withdraw_all_of(person=row, by=by)
    given = leavers.give_all(of=row, to=to, by=by)
    if given:
        audit.record("hand over work", by=by, about=row)
    return given


@transaction.atomic
def let_in_again(*, person: User, by: User) -> None:
    """Let ``person`` sign in again, with the role they had. Raises RefusedError."""
    row = _held(person)
    _refuse(row, by=by)
    row.is_active = True
    row.save(update_fields=["is_active"])
    audit.record("let in again", by=by, about=row)


def colleagues_of(person: User) -> QuerySet[User]:
    """Return to whom the work of ``person`` may be given: whoever answers enquiries and can sign in."""
    return assign.advisers().exclude(pk=person.pk)


def _managers() -> QuerySet[User]:
    """Who may manage people and can sign in."""
    return User.objects.filter(
        Q(is_superuser=True) | Q(groups__name=MANAGER), is_active=True, is_staff=True
    ).distinct()


def _held(person: User) -> User:
    # All Managers are held, so that two who deactivate each other at once do not both succeed.
    ids = {*_managers().values_list("pk", flat=True), person.pk}
    rows = {row.pk: row for row in User.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    return rows[person.pk]


def _refuse(person: User, *, by: User, leaves_managers: bool = False) -> None:
    if why := why_not(person=person, asking=by, leaves_managers=leaves_managers):
        raise RefusedError(why)
