"""Change the details of a contact that the Front Door page stands on: looked at twice, and told to others."""

import hashlib
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from guidance.models import Helpline, Revision
from guidance.models.confirmation import Detail
from guidance.models.load_bearing import DETAILS, FIXED
from guidance.opening_hours import Period, SpecialDay
from guidance.services import contact_details, editing, versions
from guidance.services.contact_details import Told
from lesas_portal.core import audit, mail_queue
from lesas_portal.core.person_names import name_of

MEANWHILE = (
    "A colleague changed this contact after you opened this page, so nothing was saved. It now says: {}"
)


def fingerprint(helpline: Helpline) -> str:
    """Return a fingerprint of the details of ``helpline``: another one means that somebody changed them."""
    rows = [
        sorted(str((one.way, one.period)) for one in helpline.periods.all()),
        sorted(str((one.way, one.special_day)) for one in helpline.special_days.all()),
    ]
    state = [[str(getattr(helpline, name)) for name in DETAILS], *rows]
    return hashlib.sha256(repr(state).encode()).hexdigest()


def held(helpline: Helpline, *, seen: str) -> Helpline:
    """Hold the row of ``helpline``, which is about to change, keep it as it is now, and return it.

    Raises ValidationError when its details are no longer those whose fingerprint is ``seen``, and for the
    number of the emergency, which nobody changes.
    """
    row = Helpline.objects.select_for_update(no_key=True).filter(pk=helpline.pk).first()
    if row is None:
        raise ValidationError("It is no longer there: somebody deleted it meanwhile.")
    if row.is_fixed:
        raise ValidationError(FIXED)
    if fingerprint(row) != seen:
        raise ValidationError(MEANWHILE.format(summary(row)))
    versions.keep_state_before(obj=row)
    return row


@transaction.atomic
def change(
    *,
    helpline: Helpline,
    seen: str,
    weekly: Iterable[tuple[str, Period]] | None,
    special: Iterable[tuple[str, SpecialDay]] | None,
    told: Mapping[Detail, Told],
    note: str,
    by: User,
) -> None:
    """Write the details that ``helpline`` has now, keep the ``note`` with the change, tell other advisers.

    ``seen`` is the fingerprint of the details as the person saw them. Raises ValidationError without a note,
    when a colleague was quicker, or when the page could not stand with them; then nothing is written.
    """
    if not (note := " ".join(note.split())):
        raise ValidationError("Say why it changes, for your colleagues.")
    before = held(helpline, seen=seen)
    old = {detail: contact_details.in_words(before, detail) for detail in Detail}
    helpline.full_clean()
    editing.save_changes(obj=helpline, by=by, with_details=True, is_noted=False)
    contact_details.write(helpline=helpline, weekly=weekly, special=special, told=told, by=by)
    audit.record("change contact", by=by, about=helpline)
    editing.update_derived(helpline)
    _tell_others(helpline, _differences(helpline, old), note, by)


def _differences(helpline: Helpline, old: Mapping[Detail, str]) -> list[tuple[str, str, str]]:
    """What it is, what it was and what it is now, for each detail that differs."""
    new = {detail: contact_details.in_words(helpline, detail) for detail in Detail}
    return [
        (str(detail.label), old[detail] or "nothing", new[detail] or "nothing")
        for detail in Detail
        if new[detail] != old[detail]
    ]


def summary(helpline: Helpline) -> str:
    """Return the details of ``helpline`` in one line."""
    said = [contact_details.in_words(helpline, detail) for detail in Detail]
    return " · ".join(filter(None, said)) or "nothing"


def second_readers(but: User) -> list[str]:
    """Return the addresses that are told: of all other advisers who can sign in, else the mailbox."""
    may_publish = Q(groups__permissions__codename="publish_content")
    may_publish |= Q(user_permissions__codename="publish_content")
    people = (
        User.objects.filter(may_publish, is_active=True, is_staff=True).exclude(pk=but.pk).exclude(email="")
    )
    addresses = sorted(set(people.values_list("email", flat=True)))
    # A wrong address in somebody's account is no reason to leave a wrong number in public.
    return [address for address in addresses if _is_address(address)] or [settings.ENQUIRIES_MAILBOX]


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _tell_others(helpline: Helpline, changes: list[tuple[str, str, str]], note: str, by: User) -> None:
    """Keep the change in the row's history, for colleagues only: no reader is shown it. Mail it to them."""
    versions.keep(obj=helpline, by=by, words=f"Changed number, email or hours: {note}")
    said = " ".join(f"{label}: “{old}” became “{new}”." for label, old, new in changes)
    Revision.objects.create(
        content_object=helpline, by=by, note=f"{said} {note}".strip(), at=timezone.now(), notable=False
    )
    page = reverse("admin:guidance_helpline_change", args=[helpline.pk])
    context = {
        "helpline": helpline.title,
        "changes": changes,
        "note": note,
        "who": name_of(by),
        "page": page,
        "public_page": helpline.get_absolute_url(),
    }
    for address in second_readers(by):
        mail_queue.queue("contact_changed", to=address, about=helpline.slug[:50], context=context)
