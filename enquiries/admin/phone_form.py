"""The form for an enquiry that came by telephone."""

import secrets
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from enquiries import triage
from enquiries.forms import FREE_TEXTS, QUOTE_FIELDS, QUOTE_TOPICS, EnquiryForm
from enquiries.models import Topic
from enquiries.services import screen
from guidance.models import Service
from lesas_portal.core.form_fields import RowChoiceField

ASKED = ("subject", "message")
CALLER = ("name", "role", "setting_name", "setting_type", "district", "email", "phone")
OF_THE_PUBLIC_FORM = (*ASKED, *CALLER, *(name for name in QUOTE_FIELDS if name != "service"))
CHOICES = ("setting_type", "district", "delivery")
WIDE = {"class": "vTextField", "autocomplete": "off"}
LARGE = {"class": "vLargeTextField", "autocomplete": "off", "rows": 8}
HELP = {
    "subject": "A few words. Don’t name a child or an adult.",
    "message": "In your words. Don’t name or describe a child.",
    "email": "Leave it empty if they want to be rung.",
    "order_number": "If their office has raised one. We put it on the quote.",
    "role": "For example: teacher, or designated safeguarding lead (DSL).",
}
LABELS = {
    "name": "Caller’s name",
    "role": "Their role",
    "message": "Their question",
    "setting_name": "School or setting",
    "email": "Email address",
    "preferred_dates": "Dates that suit them",
}
# The public form speaks to the person who asks; here an adviser writes down what somebody else says.
MISSING = {
    "message": "Write what they ask",
    "name": "Enter the caller’s name",
    "role": "Enter their role",
    "setting_name": "Enter the name of their school or setting",
    "setting_type": "Choose their type of setting",
    "district": "Choose their district",
}
# What the screen makes of it, and whom the caller is to ring if it is right.
WARNINGS = {
    triage.Route.FRONT_DOOR: ("reads like a concern about a child", "the Front Door"),
    triage.Route.LADO: ("reads like a concern about an adult who works with children", "the LADO"),
    triage.Route.UNREAD: ("could not be read by the screen and may be about a child", "the Front Door"),
}


class PhoneForm(forms.Form):
    """The fields of the public form, what the screen makes of them, and what is done with it.

    The screen warns once and does not block: the adviser has heard the caller.
    """

    use_required_attribute = False
    topic = forms.ChoiceField(
        choices=[("", "Choose one"), *Topic.choices], error_messages={"required": "Choose a topic"}
    )
    service = RowChoiceField(
        label="Training or service",
        queryset=Service.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="Not sure yet",
        error_messages={"invalid_choice": "Choose one from the list"},
    )
    keep_anyway = forms.BooleanField(
        label="It is not about a particular child or adult: save it", required=False
    )
    is_mine = forms.BooleanField(label="I answer it", required=False, initial=True)
    acknowledges = forms.BooleanField(
        label="Send the caller the acknowledgement by email",
        required=False,
        help_text="It has the reference and the day by which we answer, and no word of the question.",
    )
    nonce = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"nonce": secrets.token_urlsafe(24)}, label_suffix="")
        for name in OF_THE_PUBLIC_FORM:
            self.fields[name] = field = deepcopy(EnquiryForm.base_fields[name])
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, field.help_text)
            if name in MISSING:
                field.error_messages = {**field.error_messages, "required": MISSING[name]}
            field.widget.attrs = LARGE if name == "message" else {} if name in CHOICES else WIDE
        self.fields["setting_name"].widget.attrs = {**WIDE, "list": "setting-names"}
        self.fields["email"].required = False
        self.fields["service"].queryset = Service.objects.published()  # type: ignore[attr-defined]
        self.screening = triage.ScreeningResult(triage.Route.STRATEGIC, ())
        self.warning = ""

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for a mail without an address, and once for what the screen stops."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("acknowledges") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "Enter their address, or untick the acknowledgement")
        self.screening = screen.screen({name: self.data.get(name, "") for name in FREE_TEXTS})
        if self.screening.route != triage.Route.STRATEGIC:
            what, whom = WARNINGS[self.screening.route]
            self.warning = (
                f"This {what}. If it is, do not write it here: tell the caller to ring {whom}. "
                "If it is not, tick the box under the question and save again."
            )
            if not cleaned.get("keep_anyway"):
                raise ValidationError(self.warning, code="not-strategic")
        return cleaned

    def answers(self) -> dict[str, Any]:
        """Return the cleaned answers as services take them; those for a quote only where one is asked for."""
        names = ["topic", *OF_THE_PUBLIC_FORM]
        answers = {name: self.cleaned_data[name] for name in names} | {
            "service": self.cleaned_data["service"]
        }
        if answers["topic"] not in QUOTE_TOPICS:
            answers |= {name: None if name == "service" else "" for name in QUOTE_FIELDS}
        return answers

    @property
    def fieldsets(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as they stand on the page; the tick beside the question only after a warning."""
        asked = ["topic", *ASKED, *(["keep_anyway"] if self.warning else [])]
        groups = {
            "What they ask": asked,
            "Who asks": CALLER,
            "For a quote: training and reviews only": QUOTE_FIELDS,
            "What happens next": ("is_mine", "acknowledges"),
        }
        return [(title, [self[name] for name in names]) for title, names in groups.items()]
