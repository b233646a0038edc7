"""The public forms that find what changed in a policy: by its code, or by the day of its adoption."""

from typing import cast

from crispy_forms.helper import FormHelper
from django import forms

from guidance.code_report import CodeReport
from guidance.form_fields import DayField
from guidance.models import PolicyTemplate
from guidance.policies.reference_code import Profile
from guidance.policies.setting_types import SETTING_TYPES
from lesas_portal.core.form_fields import RowChoiceField, SingleLineField
from lesas_portal.core.setting_types import GOVERNANCES

NOT_SAID = "Not said"


class KindForm(forms.Form):
    """What kind of setting adopted a policy whose code does not say so. Both questions may stay open."""

    setting_type = forms.ChoiceField(
        label="Type of setting",
        choices=[("", NOT_SAID), *((name, kind.label) for name, kind in SETTING_TYPES.items())],
        required=False,
        error_messages={"invalid_choice": "Choose the type of setting from the list"},
    )
    governance = forms.ChoiceField(
        label="Who governs it",
        choices=[("", NOT_SAID), *GOVERNANCES.items()],
        required=False,
        error_messages={"invalid_choice": "Choose who governs it from the list"},
    )
    helper = FormHelper()
    helper.form_tag = False

    def profile(self) -> Profile:
        """Return what was said, as far as it is in the lists."""
        self.is_valid()
        return Profile(self.cleaned_data.get("setting_type", ""), self.cleaned_data.get("governance", ""))


def kind_form(report: CodeReport) -> KindForm | None:
    """Return the form that asks what the code of ``report`` leaves open; None where nothing is.

    Who governs the setting is asked once its type is known, and only of types where that differs.
    """
    code, told = report.code.profile, report.profile
    form = KindForm(initial={"setting_type": told.setting_type, "governance": told.governance})
    if code:
        del form.fields["setting_type"]
    if report.asks_governance and not (code and code.governance):
        options = SETTING_TYPES[told.setting_type].governances
        field = cast(forms.ChoiceField, form.fields["governance"])
        field.choices = [("", NOT_SAID), *((key, GOVERNANCES[key]) for key in options)]
    else:
        del form.fields["governance"]
    return form if form.fields else None


class CodeForm(forms.Form):
    """The code of a policy, on its first page."""

    code = SingleLineField(
        label="Code of your policy",
        max_length=200,
        required_message="Paste the code from the first page of your policy",
        help_text=(
            "It is on the first page, under the contents, and starts with two letters, for example "
            "SM\N{NON-BREAKING HYPHEN}202601. In an older policy it is near the end, before any annex."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    helper = FormHelper()
    helper.form_tag = False


class AdoptionForm(forms.Form):
    """A template and the day it was adopted, for those who have no code."""

    template = RowChoiceField(
        label="Policy template",
        queryset=PolicyTemplate.objects.none(),
        to_field_name="slug",
        empty_label="Choose one",
        error_messages={
            "required": "Choose the policy template",
            "invalid_choice": "Choose the policy template from the list",
        },
    )
    adopted = DayField(label="Date you adopted it", years_ahead=1)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        cast(
            forms.ModelChoiceField, self.fields["template"]
        ).queryset = PolicyTemplate.objects.published().issued()
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict:
        """Find the edition that was in force on that day: None before the first."""
        super().clean()
        cleaned = self.cleaned_data
        if "template" in cleaned and "adopted" in cleaned:
            cleaned["edition"] = (
                cleaned["template"].editions.filter(issued_on__lte=cleaned["adopted"]).first()
            )
        return cleaned
