"""The telephone of a member of staff: what its app shows now."""

from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

SET_UP = "/admin/second-factor/set-up/"
ASK = "/admin/second-factor/"


def code_of(user: User) -> str:
    """The six digits that the app of ``user`` shows now."""
    device = TOTPDevice.objects.filter(user=user).latest("pk")
    return f"{totp(device.bin_key):06d}"


def wrong_code_of(user: User) -> str:
    return f"{(int(code_of(user)) + 1) % 1_000_000:06d}"


def set_up(client: Client, user: User) -> list[str]:
    """Set up the second factor in a browser; return the recovery codes that the page shows."""
    client.get(SET_UP)
    answer = client.post(SET_UP, {"code": code_of(user)})
    assert answer.status_code == 200, answer.context["form"].errors
    return answer.context["codes"]
