"""Tick boxes for when a section or clause applies, instead of lists of code words."""

from typing import Any

from django import forms

from guidance.admin.saving import ChangesForm
from guidance.policies.questions import CONDITIONS, LOCAL_CHOICES
from guidance.policies.setting_types import PHASES, SETTING_TYPES
from lesas_portal.core.setting_types import GOVERNANCES

KINDS = [(name, kind.label) for name, kind in SETTING_TYPES.items()]
ANSWERS = [
    (f"{name}:{value}", f"{question.label} {label}")
    for name, question in CONDITIONS.items()
    for value, label in question.choices
]
CHOICE_NAMES = [(name, question.label) for name, question in LOCAL_CHOICES.items()]
CONDITION_FIELDS = ["types", "phases", "governances", "answers"]
# The stubs of Django keep the type of a fieldset's options to themselves.
CONDITION_FIELDSET: tuple[str, Any] = (
    "When it applies",
    {"fields": CONDITION_FIELDS, "classes": ["collapse"]},
)


def checkbox_field(label: str, choices, help_text: str) -> forms.MultipleChoiceField:
    """A list of tick boxes over a list kept in a JSON field."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


class TicksForm(ChangesForm):
    """A form whose ticks keep the order in which they are stored; new ones come last."""

    def clean(self) -> dict:
        """Put what is ticked in the stored order: a browser sends it in that of the boxes."""
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, forms.MultipleChoiceField) and name in cleaned:
                stored = list(getattr(self.instance, name) or [])
                ticked = cleaned[name]
                kept = [value for value in stored if value in ticked]
                cleaned[name] = [*kept, *(value for value in ticked if value not in kept)]
        return cleaned


class ConditionalForm(TicksForm):
    """When something applies. Nothing ticked: always."""

    types = checkbox_field("Types of setting", KINDS, "Only for these types. Nothing ticked: every type.")
    phases = checkbox_field(
        "Ages", PHASES.items(), "Only for settings with any of these ages. Nothing ticked: all."
    )
    governances = checkbox_field(
        "Who governs it", GOVERNANCES.items(), "Only where one of these does. Nothing ticked: whoever does."
    )
    answers = checkbox_field(
        "Answers", ANSWERS, "Only when the setting gives one of these. Nothing ticked: always."
    )
