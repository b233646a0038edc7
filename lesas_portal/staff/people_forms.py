"""The forms of people: who somebody is, what they may do, who takes over from them."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from lesas_portal import identity_provider
from lesas_portal.core.form_fields import AddressField, SingleLineField
from lesas_portal.core.person_names import name_of
from lesas_portal.staff import again, roles
from lesas_portal.staff.forms import WIDE


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
    """The same for somebody who has an account. Who gives them another address types their own password:
    a link to a new password goes there."""

    password = forms.CharField(
        label="Your own password",
        required=False,
        strip=False,
        help_text="Only if you change the email address, to which links to a new password go.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off", **WIDE}),
    )

    def __init__(self, request: HttpRequest, *, person: User) -> None:
        self.request, self.person = request, person
        super().__init__(request.POST if request.method == "POST" else None)
        if identity_provider.is_on():
            del self.fields["password"]
        if identity_provider.is_on():
            role = self.fields["role"]
            role.disabled, role.required = True, False
            role.help_text = "It comes from their groups at the council, anew at each sign-in."
        self.initial = {"full_name": person.get_full_name(), "email": person.email, "role": roles.of(person)}

    def clean_email(self) -> str:
        """Return the address. Raises ValidationError where a colleague has it: a reset would go to both."""
        email = super().clean_email()
        if User.objects.filter(email__iexact=email).exclude(pk=self.person.pk).exists():
            raise ValidationError("A colleague has this address.")
        return email

    def clean(self) -> dict:
        """Raise ValidationError, beside the password, where it is asked for and is another."""
        cleaned = super().clean() or {}
        password = cleaned.pop("password", None)
        is_new = cleaned.get("email", self.person.email) != self.person.email
        if is_new and password is not None and not again.is_their_password(self.request, password):
            self.add_error(
                "password", again.WRONG if password else "Type your own password for a new address"
            )
        return cleaned


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


class ShownForm(forms.Form):
    """Which request for an account the page showed."""

    shown = forms.IntegerField(widget=forms.HiddenInput)


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
