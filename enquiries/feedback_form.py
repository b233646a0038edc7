"""What was missing on a page, in a few words."""

import re

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from enquiries.models.feedback import COMMENT_AT_MOST
from lesas_portal.core.form_fields import MultiLineField

ADDRESS = re.compile(r"\S@\S+\.\w")
"""What looks like an email address: nobody can be answered from here, and so nobody's address is kept."""


class FeedbackForm(forms.Form):
    """The one box. The screen reads it before this form does."""

    text = MultiLineField(
        label="What was missing or unclear?",
        name_in_errors="Your text",
        max_length=COMMENT_AT_MOST,
        required_message="Write what was missing, or go back to the page",
        help_text=(
            "Don’t name or describe a child or an adult. Nobody answers from here. "
            f"Use at most {COMMENT_AT_MOST} characters."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )
    helper = FormHelper()
    helper.form_tag = False

    def clean_text(self) -> str:
        """Return the text. Raises ValidationError for one with an email address."""
        text: str = self.cleaned_data["text"]
        if ADDRESS.search(text):
            raise ValidationError(
                "Leave out email addresses: nobody answers from here. To get an answer, ask LESAS"
            )
        return text
