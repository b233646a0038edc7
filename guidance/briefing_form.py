"""The form that asks since when a briefing tells what is new."""

from crispy_forms.helper import FormHelper
from django import forms

from guidance.form_fields import DayField


class BriefingForm(forms.Form):
    """The day of the last meeting."""

    since = DayField(
        label="New since",
        is_past=True,
        help_text="The day of your last meeting. For example: 3 September 2026.",
    )
    helper = FormHelper()
    helper.form_tag = False
