"""The public forms of the reading site: tailoring a policy, and finding what changed in one."""

from typing import cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from guidance.form_fields import ChoiceWithDefault, DayField
from guidance.models import PolicyTemplate
from guidance.policies.answers import Answers
from guidance.policies.questions import LOCAL_CHOICES, LocalChoice
from guidance.policies.schema import Template
from guidance.policies.setting_types import LEARNER_WORDS, PHASES, SETTING_TYPES
from lesas_portal.core.form_fields import SingleLineField

NAME_MAX_LENGTH = 200
ABOUT = ("setting_name", "setting_type", "phases", "learners")
PEOPLE = ("leader", "dsl", "deputies", "governor")
DATES = ("adopted_on", "review_on")


def _role(label: str, hint: str) -> SingleLineField:
    return SingleLineField(label=label, help_text=hint, required=False, max_length=NAME_MAX_LENGTH)


class TailorForm(forms.Form):
    """What a setting is asked. Nothing that is typed is kept anywhere."""

    setting_name = SingleLineField(
        label="Name of your setting",
        max_length=NAME_MAX_LENGTH,
        required_message="Enter the name of your setting",
        help_text="As it should stand in the policy.",
    )
    setting_type = forms.ChoiceField(
        label="Kind of setting",
        choices=[("", "Choose one"), *((name, kind.label) for name, kind in SETTING_TYPES.items())],
        error_messages={
            "required": "Choose the kind of setting",
            "invalid_choice": "Choose the kind of setting from the list",
        },
    )
    phases = forms.MultipleChoiceField(
        label="Ages you work with",
        choices=PHASES.items(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave all empty for the usual ages of your kind of setting.",
        error_messages={"invalid_choice": "Choose ages from the list"},
    )
    learners = forms.ChoiceField(
        label="What do you call the people you teach or care for?",
        choices=[("", "The usual word for our kind of setting"), *((word, word) for word in LEARNER_WORDS)],
        required=False,
        error_messages={"invalid_choice": "Choose a word from the list"},
    )
    leader = _role("Headteacher, manager or principal", "By role or name, for example: Ms A Cole.")
    dsl = _role("Designated safeguarding lead (DSL)", "By role or name.")
    deputies = _role("Deputy designated safeguarding leads", "By role or name.")
    governor = _role("Governor, owner or trustee who leads on safeguarding", "By role or name.")
    adopted_on = DayField(label="Date you adopt the policy", required=False)
    review_on = DayField(label="Date of the next review", required=False)

    def __init__(self, *args, template: Template, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        for name in template.questions:
            self.fields[name] = _question(LOCAL_CHOICES[name])
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset("Your setting", *ABOUT),
            Fieldset("Your people", *PEOPLE),
            Fieldset("Dates", *DATES),
            Fieldset("Your choices", *template.questions),
        )

    def clean(self) -> dict:
        """Refuse a review before adoption."""
        super().clean()
        cleaned = self.cleaned_data
        adopted, review = cleaned.get("adopted_on"), cleaned.get("review_on")
        if adopted and review and review <= adopted:
            self.add_error("review_on", "Enter a date of review that is after the date of adoption")
        return cleaned

    def question_names(self) -> tuple[str, ...]:
        """The fields of the questions, in order."""
        return (*ABOUT, *PEOPLE, *DATES, *self.template.questions)

    def raw_values(self, name: str) -> list[str]:
        """Whatever was sent for a field, as it came."""
        return cast("MultiValueDict[str, str]", self.data).getlist(name)

    def answers(self) -> Answers:
        """The answers as the tailoring takes them. Only after the form was found valid."""
        cleaned = self.cleaned_data
        return Answers(
            **{name: cleaned[name] for name in (*PEOPLE, *DATES, "setting_name", "setting_type", "learners")},
            phases=tuple(cleaned["phases"]),
            choices={name: cleaned[name] for name in self.template.questions},
        )


def _question(question: LocalChoice) -> forms.Field:
    if not question.choices:
        return SingleLineField(
            label=question.label,
            required=False,
            max_length=NAME_MAX_LENGTH,
            help_text=f"{question.hint} Left empty, it says “{question.default}”.",
        )
    return ChoiceWithDefault(
        label=question.label,
        help_text=question.hint,
        choices=question.choices,
        initial=question.default,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": f"Choose an answer: {question.label.lower()}"},
    )


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
