"""Asks who is signed in to show once more who they are, before what guards their account is changed.

With a password, whose tries are counted as at the sign-in page: whoever found a browser open cannot guess it.
Where the council signs people in, by having come from there a few minutes ago.
"""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from lesas_portal import identity_provider, sign_in
from lesas_portal.core import audit
from lesas_portal.staff.services import tries
from lesas_portal.staff.services.sessions import SIGNED_IN_AT

WRONG = "That is not your password."


def is_their_password(request: HttpRequest, password: str) -> bool:
    """Whether ``password`` is that of who is signed in; a wrong one is counted and noted."""
    name = audit.signed_in(request).get_username()
    if authenticate(request, username=name, password=password) is not None:
        return True
    tries.note_failed(typed=name, is_locked=getattr(request, "axes_locked_out", False))
    return False


class PasswordAgainForm(forms.Form):
    """Asks for the password of who is signed in."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        error_messages={"required": "Type your password"},
        widget=forms.PasswordInput(attrs={"class": "vTextField", "autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request = request

    def clean_password(self) -> str:
        """Return it. Raises ValidationError for another."""
        if not is_their_password(self.request, self.cleaned_data["password"]):
            raise ValidationError(WRONG)
        return self.cleaned_data["password"]


class CouncilAgainForm(forms.Form):
    """Asks nothing, and takes only who came from the council's sign-in a few minutes ago."""

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request = request

    def clean(self) -> dict:
        """Raise ValidationError for a sign-in that is older."""
        if not came_lately(self.request):
            raise ValidationError("Sign in with your council account once more first.")
        return super().clean() or {}


def came_lately(request: HttpRequest) -> bool:
    """Whether who is signed in came in within sign_in.FRESH_MINUTES."""
    age = timezone.now().timestamp() - request.session.get(SIGNED_IN_AT, 0)
    return age < sign_in.FRESH_MINUTES * 60


def form_for(request: HttpRequest, *, name: str) -> forms.Form:
    """Return the form that asks, with what was sent to it. ``name``: of several on a page, which."""
    kind = CouncilAgainForm if identity_provider.is_on() else PasswordAgainForm
    sent = request.POST if request.method == "POST" else None
    return kind(sent, request=request, auto_id=f"{name}_%s")
