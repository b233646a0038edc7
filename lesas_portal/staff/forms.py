"""The forms of signing in. They say what is wrong beside the field."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import password_validation
from django.contrib.auth.models import User

from lesas_portal.core.form_fields import AddressField, SingleLineField
from lesas_portal.staff.again import PasswordAgainForm
from lesas_portal.staff.services import passwords

WIDE = {"class": "vTextField"}
NEW_PASSWORD = {"class": "vTextField", "autocomplete": "new-password"}


class SignInForm(AdminAuthenticationForm):
    """Name and password. Addresses are taken in whatever case a telephone writes them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["username"].label = "User name"

    def clean_username(self) -> str:
        """Return the name; an email address in small letters, as accounts have it."""
        typed = self.cleaned_data["username"].strip()
        return typed.lower() if "@" in typed and not User.objects.filter(username=typed).exists() else typed


class CodeForm(forms.Form):
    """A code of the telephone, or a recovery code."""

    code = SingleLineField(
        label="Code",
        max_length=40,
        required_message="Type the code",
        help_text="The 6 digits that the app on your telephone shows now, or one of your recovery codes.",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false", **WIDE}
        ),
    )


class FirstCodeForm(CodeForm):
    """The first code of a telephone."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].help_text = "The 6 digits that the app shows now."


class AnotherTelephoneForm(PasswordAgainForm, FirstCodeForm):
    """The first code of a telephone that takes the place of one, and the password once more."""

    field_order = ["code", "password"]


class NewPasswordForm(forms.Form):
    """A new password, twice, for an account that is not made yet."""

    password = forms.CharField(
        label="New password", strip=False, widget=forms.PasswordInput(attrs=NEW_PASSWORD)
    )
    again = forms.CharField(
        label="The same again", strip=False, widget=forms.PasswordInput(attrs=NEW_PASSWORD)
    )

    def __init__(self, *args: Any, account: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.account = account
        self.fields["password"].help_text = " ".join(password_validation.password_validators_help_texts())

    def clean_password(self) -> str:
        """Return it. Raises ValidationError for one that the rules refuse."""
        password_validation.validate_password(self.cleaned_data["password"], self.account)
        return self.cleaned_data["password"]

    def clean(self) -> dict:
        """Raise ValidationError, beside the second field, where the two differ."""
        cleaned = super().clean() or {}
        if "password" in cleaned and cleaned["password"] != cleaned.get("again"):
            self.add_error("again", "The two are not the same.")
        return cleaned


class ResetForm(auth_forms.PasswordResetForm):
    """Asks for the address. Whether somebody has it is not said."""

    email = AddressField(
        label="Your email address",
        max_length=254,
        error_messages={"required": "Type your email address"},
        widget=forms.EmailInput(attrs={"autocomplete": "email", **WIDE}),
    )

    def get_users(self, email: str):
        """Return the staff with this address who can sign in."""
        return (user for user in super().get_users(email) if user.is_staff)

    def save(self, **_: Any) -> None:  # type: ignore[override]
        """Mail each of them a link, through the queue."""
        for user in self.get_users(self.cleaned_data["email"]):
            passwords.mail_link(person=user)


class ResetPasswordForm(auth_forms.SetPasswordForm):
    """The new password of somebody who came through a mailed link."""

    def save(self, commit: bool = True) -> User:
        """Keep it; note it, and tell them by mail."""
        user = super().save(commit=commit)
        passwords.note_changed(person=user, action="reset password")
        return user


class ChangePasswordForm(auth_forms.PasswordChangeForm):
    """The new password of somebody who is signed in."""

    def save(self, commit: bool = True) -> User:
        """Keep it; note it, and tell them by mail."""
        user = super().save(commit=commit)
        passwords.note_changed(person=user, action="change password")
        return user
