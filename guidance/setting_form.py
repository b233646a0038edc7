"""The first page of questions before a setting makes its policies: what it is."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from guidance.answers_field import AnswersFileField
from guidance.policies.answers import Answers
from guidance.policies.setting_types import PHASES, SETTING_TYPES
from lesas_portal.core.form_fields import SingleLineField
from lesas_portal.core.setting_types import GOVERNANCES

NAME_MAX_LENGTH = 200
SETTING = ("setting_name", "setting_type", "governance", "phases")


class SettingForm(forms.Form):
    """What the setting is. It decides which questions come next, so it stands on a page of its own.

    Nearly everything may be left empty, which the page says once and not at each field.
    """

    says_once_what_is_needed = True

    setting_name = SingleLineField(
        label="Name of your setting",
        max_length=NAME_MAX_LENGTH,
        required_message="Enter the name of your setting",
        help_text="As it should stand in the policy.",
    )
    setting_type = forms.ChoiceField(
        label="Type of setting",
        choices=[("", "Choose one"), *((name, kind.label) for name, kind in SETTING_TYPES.items())],
        error_messages={
            "required": "Choose the type of setting",
            "invalid_choice": "Choose the type of setting from the list",
        },
    )
    governance = forms.ChoiceField(
        label="Who governs you?",
        choices=[("", "I’ll fill this in later"), *GOVERNANCES.items()],
        required=False,
        help_text=(
            "It decides who approves the policy, and who hears a concern about the person in charge. "
            "Childminders: leave it for later."
        ),
        error_messages={"invalid_choice": "Choose who governs you from the list"},
    )
    phases = forms.MultipleChoiceField(
        label="Ages you work with",
        choices=PHASES.items(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none to have the usual ages of your type of setting.",
        error_messages={"invalid_choice": "Choose ages from the list"},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(Fieldset("Your setting", *SETTING))

    def clean_governance(self) -> str:
        """Refuse who cannot govern such a setting, and say who can."""
        governance = self.cleaned_data["governance"]
        kind = SETTING_TYPES.get(self.cleaned_data.get("setting_type", ""))
        # Where there is only one, nobody has to know what we call it.
        if governance and kind and len(kind.governances) > 1 and governance not in kind.governances:
            possible = _or([GOVERNANCES[one] for one in kind.governances])
            raise forms.ValidationError(f"{kind.label}: choose {possible}, or leave it for later")
        return governance

    def setting(self) -> Answers:
        """Return what is known of the setting. Only after the form was found valid."""
        cleaned = self.cleaned_data
        return Answers(
            **{name: cleaned[name] for name in ("setting_name", "setting_type", "governance")},
            phases=tuple(cleaned["phases"]),
        )


class StartForm(SettingForm):
    """The first page: what the setting is, or a file with the answers of an earlier year."""

    answers_file = AnswersFileField()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout.append(Fieldset("Have you made policies here before?", "answers_file"))


def _or(labels: list[str]) -> str:
    words = [f"“{label}”" for label in labels]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
