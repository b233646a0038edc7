"""The public forms that find what changed in a policy: by its code, or by the day of its adoption."""

from typing import cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from guidance.form_fields import DayField
from guidance.models import PolicyTemplate
from lesas_portal.core.form_fields import SingleLineField


class CodeForm(forms.Form):
    """The code at the end of a policy."""

    code = SingleLineField(
        label="Code of your policy",
        max_length=200,
        required_message="Paste the code from the end of your policy",
        help_text="It is on the last page and starts with two letters, for example SM-202601.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    helper = FormHelper()
    helper.form_tag = False


class AdoptionForm(forms.Form):
    """A template and the day it was adopted, for those who have no code."""

    template = forms.ModelChoiceField(
        label="Policy template",
        queryset=PolicyTemplate.objects.none(),
        to_field_name="slug",
        empty_label="Choose one",
        error_messages={
            "required": "Choose the policy template",
            "invalid_choice": "Choose the policy template from the list",
        },
    )
    adopted = DayField(label="Date you adopted it")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        cast(
            forms.ModelChoiceField, self.fields["template"]
        ).queryset = PolicyTemplate.objects.published().issued()
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict:
        """Find the edition that was in force on that day."""
        super().clean()
        cleaned = self.cleaned_data
        if "template" in cleaned and "adopted" in cleaned:
            editions = cleaned["template"].editions.filter(issued_on__lte=cleaned["adopted"])
            cleaned["edition"] = editions.first()
            if cleaned["edition"] is None:
                first = cleaned["template"].editions.last()
                raise ValidationError(
                    f"The first edition here is of {first.issued_on:%-d %B %Y}, after that date. "
                    "Read the template and compare it with your policy, or make your policy from it anew."
                )
        return cleaned
