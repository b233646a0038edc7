"""The public form that tailors a policy."""

from typing import cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.datastructures import MultiValueDict

from guidance.form_fields import ChoiceWithDefault, CustomTextField, DayField
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
    """What a setting is asked, and for each clause its own words or that it is left out.

    The clauses' fields are sent by the preview only; nothing that is typed is kept anywhere.
    """

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
        for _, clause in template.clauses():
            self.fields[f"own_{clause.key}"] = CustomTextField(label=clause.label)
            if not clause.required:
                self.fields[f"out_{clause.key}"] = forms.BooleanField(label=clause.label, required=False)
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
        of_clauses = [clause.key for _, clause in self.template.clauses()]
        return Answers(
            **{name: cleaned[name] for name in (*PEOPLE, *DATES, "setting_name", "setting_type", "learners")},
            phases=tuple(cleaned["phases"]),
            choices={name: cleaned[name] for name in self.template.questions},
            omitted=frozenset(key for key in of_clauses if cleaned.get(f"out_{key}")),
            custom_text={key: cleaned[f"own_{key}"] for key in of_clauses if cleaned[f"own_{key}"]},
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
