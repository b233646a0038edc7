"""The second factor: a telephone that shows a code every half minute, and ten recovery codes for its loss.

Codes of the telephone are those of RFC 6238, each good once; of recovery codes only fingerprints are kept.
"""

import secrets
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from lesas_portal import sign_in
from lesas_portal.core import audit, checksums
from lesas_portal.staff.services import owner_mails, tries

# No letters that are read for others: 31 to the power of 10 is about 50 bits, and tries are slowed down.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 10


class WrongCodeError(Exception):
    """The code was not taken. ``wait_until``: no code is read before that moment; None: go on."""

    def __init__(self, wait_until: datetime | None = None) -> None:
        super().__init__()
        self.wait_until = wait_until


def is_on(user: User) -> bool:
    """Whether ``user`` has set up a second factor."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def codes_left(user: User) -> int:
    """Return how many recovery codes ``user`` has not used."""
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def begin(*, user: User) -> TOTPDevice:
    """Return the device that ``user`` is setting up, the same until it is confirmed."""
    User.objects.select_for_update().get(pk=user.pk)
    waiting = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return waiting or TOTPDevice.objects.create(user=user, name="telephone", confirmed=False)


def confirm(*, user: User, code: str) -> tuple[TOTPDevice, list[str]]:
    """Take the device that ``user`` set up, if ``code`` is what it shows; return it and the recovery codes.

    Raises WrongCodeError.
    """
    waiting = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    if waiting is None or not _is_right(waiting, code):
        _refuse(waiting)
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=True).delete()
        TOTPDevice.objects.filter(pk=waiting.pk).update(confirmed=True)
        waiting.confirmed = True
        audit.record("set up second factor", by=user, about=user)
        owner_mails.tell("second_factor_set_up", person=user)
        return waiting, _new_codes(user)


def check(*, user: User, code: str) -> TOTPDevice:
    """Return the device of ``user`` if ``code`` is what it shows now, or a recovery code not used yet.

    Neither is taken twice. Raises WrongCodeError.
    """
    telephone = TOTPDevice.objects.get(user=user, confirmed=True)
    if _digits(code):
        if not _is_right(telephone, code):
            _refuse(telephone)
        return telephone
    reserve = StaticDevice.objects.filter(user=user).first()
    if reserve is None or not _is_right(reserve, _kept_as(reserve, code)):
        _refuse(reserve)
    with transaction.atomic():
        audit.record("use recovery code", by=user, about=user)
    return telephone


@transaction.atomic
def renew_codes(*, user: User) -> list[str]:
    """Return ten new recovery codes; the old ones are no longer taken."""
    audit.record("new recovery codes", by=user, about=user)
    return _new_codes(user)


@transaction.atomic
def reset(*, person: User, by: audit.Actor) -> None:
    """Take the second factor away, after a telephone is lost; they set up another at the next sign-in."""
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()
    audit.record("reset second factor", by=by, about=person)
    owner_mails.tell("second_factor_reset", person=person, by=by)


def _is_right(device: Device, token: str) -> bool:
    """Whether ``device`` takes ``token``, its row held, so that of two at once one is too late.

    A wrong one is noted; one that comes during the wait after it is not read, and so not noted.
    """
    with transaction.atomic():
        held = type(device).objects.select_for_update().get(pk=device.pk)
        is_read, _ = held.verify_is_allowed()
        is_right = held.verify_token(token.replace(" ", ""))
        if is_read and not is_right:
            tries.note_wrong_code(person=device.user)
        return is_right


def _refuse(device: Device | None) -> None:
    if device is None:
        raise WrongCodeError
    device.refresh_from_db()
    _, why = device.verify_is_allowed()
    raise WrongCodeError(why["locked_until"] if why else None)


def _digits(code: str) -> bool:
    bare = code.replace(" ", "")
    return bare.isdecimal() and len(bare) == 6


def _new_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(sign_in.RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_checksums(code)[0]) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _kept_as(reserve: StaticDevice, code: str) -> str:
    """What stands for ``code`` in the table: made under an earlier key where it was given out then.

    Asked before the device is, since each wrong one makes the next wait.
    """
    prints = _checksums(code)
    kept = StaticToken.objects.filter(device=reserve, token__in=prints).first()
    return kept.token if kept else prints[0]


def _checksums(code: str) -> list[str]:
    bare = "".join(letter for letter in code.casefold() if letter.isalnum())
    return [one[:16] for one in checksums.checksums("staff.recovery_code", bare)]
