"""The first question, which decides whether LESAS may answer at all."""

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import TextChoices

from enquiries.models import Topic


class Elsewhere(TextChoices):
    """Concerns that are not for LESAS: the answer leads to the Front Door or the LADO."""

    CHILD = "child", "I’m worried about a child"
    ADULT = "adult", "A concern about an adult who works with children"


class QuestionForm(forms.Form):
    """The first question, answered by a choice; it has no text field."""

    topic = forms.ChoiceField(
        label="What is your enquiry about?",
        choices=[*Elsewhere.choices, *Topic.choices],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what your enquiry is about",
            "invalid_choice": "Choose what your enquiry is about",
        },
    )

    helper = FormHelper()
    helper.form_tag = False
