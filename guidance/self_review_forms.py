"""The forms of the self-review that are no questions: what kind of setting, and the code of last time."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from guidance.policies.pasted_code import ReferenceCodeError
from guidance.self_review import code, editions
from guidance.self_review.answers import Answers
from guidance.self_review.comparison import Comparison, compare
from lesas_portal.core.form_fields import SingleLineField
from lesas_portal.core.setting_types import SETTING_TYPES

NOT_IN_LIST = "Choose your kind of setting from the list"
CODE_LONGEST = 200  # with whatever was copied around it


def kinds(types: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return the kinds of setting that have a self-review, of ``types`` alone where these are given."""
    found = types or [name for edition in editions.newest() for name in edition.setting_types]
    return [(name, kind.label) for name, kind in SETTING_TYPES.items() if name in set(found)]


def _code_field(label: str, help_text: str, **options) -> SingleLineField:
    return SingleLineField(
        label=label,
        max_length=CODE_LONGEST,
        help_text=help_text,
        required_message="Paste the code of last time",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        **options,
    )


class KindForm(forms.Form):
    """What kind of setting it is, which decides on the questions. Nothing else is asked first."""

    setting_type = forms.ChoiceField(
        label="What kind of setting are you?",
        widget=forms.RadioSelect,
        help_text="More than one school or nursery? Do one for each.",
        error_messages={"required": "Choose your kind of setting", "invalid_choice": NOT_IN_LIST},
    )
    helper = FormHelper()
    helper.form_tag = False

    def __init__(self, *args, types: Iterable[str] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["setting_type"].choices = kinds(types)  # type: ignore[attr-defined]


class CodesForm(forms.Form):
    """A code to go on with, or two to put side by side."""

    code = _code_field(
        "Your last code", "It is at the end of your result and at the foot of your files, as SR-202601-…"
    )
    setting_type = forms.ChoiceField(
        label="To carry on: your kind of setting",
        required=False,
        help_text="The code does not hold it.",
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    newer = _code_field("To compare: your new code", "Leave it empty to carry on.", required=False)
    says_once_what_is_needed = True  # its labels say which of the two is needed for what
    helper = FormHelper()
    helper.form_tag = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["setting_type"].choices = [("", "Choose one"), *kinds()]  # type: ignore[attr-defined]

    def clean_code(self) -> Answers:
        """Read the code. Raises ValidationError with what to do."""
        return _decoded(self.cleaned_data["code"])

    def clean_newer(self) -> Answers | None:
        """Read the second code, where there is one. Raises ValidationError with what to do."""
        text = self.cleaned_data["newer"]
        return _decoded(text) if text else None

    def clean(self) -> dict[str, Any]:
        """Refuse a kind of setting that the code is not of, and two codes that cannot be compared."""
        cleaned = super().clean() or {}
        before, newer = cleaned.get("code"), cleaned.get("newer")
        if self.errors or before is None:
            return cleaned
        chosen = cleaned["setting_type"]
        if chosen and chosen not in before.edition.setting_types:
            self.add_error(
                "setting_type",
                f"This code is of the self-review for {_for_whom(before)}: choose one of these",
            )
        elif newer is None and not chosen:
            self.add_error("setting_type", "Choose your kind of setting, so that you see its questions")
        elif newer is not None:
            _refuse_misfit(self, before, newer)
        return cleaned

    @property
    def now(self) -> Answers:
        """The answers to go on with, or the newer ones, as those of the newest edition."""
        return code.in_newest(self.cleaned_data["newer"] or self.cleaned_data["code"])

    @property
    def before(self) -> Answers | None:
        """The answers of last time, where two codes are compared."""
        return self.cleaned_data["code"] if self.cleaned_data["newer"] else None


class BeforeForm(forms.Form):
    """The code of last time, beside a result. It may be empty."""

    before = _code_field("Your last code", "To see what went up and what went down.", required=False)
    helper = FormHelper()
    helper.form_tag = False

    def __init__(self, *args, now: Answers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._now = now

    def clean_before(self) -> Comparison | None:
        """Compare with what the code says. Raises ValidationError with what to do."""
        text = self.cleaned_data["before"]
        if not text:
            return None
        try:
            return compare(code.decode(text), self._now)
        except ReferenceCodeError as error:
            raise forms.ValidationError(str(error)) from error


def _decoded(text: str) -> Answers:
    try:
        return code.decode(text)
    except ReferenceCodeError as error:
        raise forms.ValidationError(str(error)) from error


def _for_whom(answers: Answers) -> str:
    return answers.edition.title.lower()


def _refuse_misfit(form: CodesForm, before: Answers, newer: Answers) -> None:
    try:
        compare(before, newer)
    except ReferenceCodeError as error:
        form.add_error("newer", str(error))
