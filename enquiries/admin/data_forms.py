"""What the pages of erasure, exports and one person's data ask."""

import re
from datetime import date, timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from enquiries.admin.act_form import day_field
from enquiries.models import Enquiry, Topic
from enquiries.models.enquiry import EnquiryQuerySet
from enquiries.services import person
from lesas_portal.core import reference


class ReferenceForm(forms.Form):
    """Types the reference of the enquiry once more, so that no other one is erased."""

    reference = forms.CharField(
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="Capitals, spaces and hyphens do not matter.",
    )

    def __init__(self, *args, enquiry: Enquiry, **kwargs) -> None:
        self.enquiry = enquiry
        super().__init__(*args, **kwargs)

    def clean_reference(self) -> str:
        typed = reference.parse(re.sub(r"[^0-9A-Za-z]", " ", self.cleaned_data["reference"]))
        if typed is None:
            raise ValidationError("That reference has a slip in it. Look at it again and type it once more.")
        if typed != self.enquiry.reference:
            raise ValidationError(f"That is another enquiry’s. This page is about {self.enquiry.reference}.")
        return typed


def _last_day() -> date:
    return timezone.localdate() + timedelta(days=settings.EXPORT_DAYS_AT_MOST)


def _usual_day() -> date:
    return timezone.localdate() + timedelta(days=settings.EXPORT_DAYS_USUAL)


class ExportForm(forms.Form):
    """Why, until when, and which enquiries."""

    reason = forms.CharField(
        max_length=200, label="What you need it for", help_text="One line, without anybody’s name."
    )
    delete_by = day_field(
        label="You delete the file by",
        required="Say by which day you delete it.",
        initial=_usual_day,
        help_text=f"At most {settings.EXPORT_DAYS_AT_MOST} days from today. We remind you.",
    )
    since = day_field(label="Came on or after")
    until = day_field(label="Came on or before")
    topic = forms.ChoiceField(required=False, choices=[("", "Every topic"), *Topic.choices])
    status = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Open and closed"),
            (Enquiry.Status.OPEN.value, "Open"),
            (Enquiry.Status.CLOSED.value, "Closed"),
        ],
        help_text="Suspected spam is never exported.",
    )

    def clean_delete_by(self) -> date:
        day = self.cleaned_data["delete_by"]
        if day < timezone.localdate():
            raise ValidationError("That day is over. Choose today or a later day.")
        if day > _last_day():
            raise ValidationError(f"Choose {_last_day():%-d %B %Y} or an earlier day.")
        return day

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", "This day is before the first one.")

    def chosen(self) -> EnquiryQuerySet:
        """The enquiries that the answers name."""
        given = self.cleaned_data
        enquiries = Enquiry.objects.genuine()
        lookups = {"since": "received_at__date__gte", "until": "received_at__date__lte"}
        for name, lookup in {**lookups, "topic": "topic", "status": "status"}.items():
            if given[name]:
                enquiries = enquiries.filter(**{lookup: given[name]})
        return enquiries


class AddressForm(forms.Form):
    """Whose data."""

    email = forms.CharField(
        max_length=320,
        label="Email address",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "email", "spellcheck": "false", "class": "vTextField"}
        ),
        help_text="Capitals do not matter.",
    )

    def clean_email(self) -> str:
        try:
            return person.address_in(self.cleaned_data["email"])
        except person.NotAnAddressError as error:
            raise ValidationError(str(error)) from None


class EraseAddressForm(AddressForm):
    """The address once more, so that no other person's data go."""

    again = forms.CharField(
        max_length=320,
        label="Type the address once more",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "vTextField"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget = forms.HiddenInput()

    def clean(self) -> None:
        typed, first = self.cleaned_data.get("again"), self.cleaned_data.get("email")
        if typed and first and person.tidy(typed).casefold() != first.casefold():
            self.add_error("again", "This is not the same address. Nothing was erased.")
