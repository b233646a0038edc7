"""Whose name stands on the Word file of a hand-out."""

from crispy_forms.helper import FormHelper
from django import forms

from lesas_portal.core.form_fields import SingleLineField


class HandoutWordForm(forms.Form):
    """The name of the setting: it goes into the file and nowhere else."""

    setting_name = SingleLineField(
        label="Name of your setting",
        max_length=100,
        required_message="Enter the name of your setting",
        help_text="As families know it.",
    )
    helper = FormHelper()
    helper.form_tag = False
