"""The forms of signing in and of people. They say what is wrong beside the field."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import password_validation
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from lesas_portal.core.form_fields import AddressField, SingleLineField
from lesas_portal.core.person_names import name_of
from lesas_portal.staff import roles
from lesas_portal.staff.services import passwords

WIDE = {"class": "vTextField"}
NEW_PASSWORD = {"class": "vTextField", "autocomplete": "new-password"}


class SignInForm(AdminAuthenticationForm):
    """Name and password. Addresses are taken in whatever case a telephone writes them."""

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


class RoleField(forms.ChoiceField):
    """One role, as radio buttons that say what each may do."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("error_messages", {"required": "Choose a role"})
        super().__init__(
            label="Role", choices=list(roles.IN_WORDS.items()), widget=forms.RadioSelect, **options
        )


class PersonForm(forms.Form):
    """Who somebody is, and what they may do."""

    full_name = SingleLineField(
        label="Full name",
        max_length=150,
        required_message="Type the name that colleagues know",
        widget=forms.TextInput(attrs={"autocomplete": "off", **WIDE}),
    )
    email = AddressField(
        label="Email address",
        max_length=254,
        error_messages={"required": "Type an email address"},
        help_text="Mails to them go here: work given to them, a new password.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", **WIDE}),
    )
    role = RoleField()

    def clean_email(self) -> str:
        """Return the address in small letters."""
        return self.cleaned_data["email"].lower()


class ChangePersonForm(PersonForm):
    """The same for somebody who has an account."""

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        self.person = person
        super().__init__(*args, **options)
        self.initial = {"full_name": person.get_full_name(), "email": person.email, "role": roles.of(person)}

    def clean_email(self) -> str:
        """Return the address. Raises ValidationError where a colleague has it: a reset would go to both."""
        email = super().clean_email()
        if User.objects.filter(email__iexact=email).exclude(pk=self.person.pk).exists():
            raise ValidationError("A colleague has this address.")
        return email


class InviteForm(PersonForm):
    """Whom to invite."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].help_text = "The invitation goes here. It becomes their user name."

    def clean_email(self) -> str:
        """Return the address. Raises ValidationError where somebody has it."""
        email = super().clean_email()
        taken = User.objects.filter(username__iexact=email) | User.objects.filter(email__iexact=email)
        if found := taken.first():
            gone = "" if found.is_active else " The account is deactivated: open it and let them in again."
            raise ValidationError(f"{name_of(found)} has this address.{gone}")
        if len(email) > User._meta.get_field("username").max_length:  # type: ignore[operator]
            raise ValidationError("This address is too long for a user name.")
        return email


class LeavingForm(forms.Form):
    """Who takes over the work of somebody who leaves."""

    to = forms.ModelChoiceField(
        label="Give it to",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody: leave it for anybody",
    )

    def __init__(self, *args: Any, colleagues: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["to"]
        field.queryset = colleagues  # type: ignore[attr-defined]
        field.label_from_instance = name_of  # type: ignore[attr-defined]
