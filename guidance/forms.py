"""The second page of questions before a setting makes its policies: its people and its choices."""

import re
from collections.abc import Iterable, Sequence
from typing import cast

from crispy_forms.layout import Fieldset, Layout
from django import forms

from guidance.form_fields import ChoiceWithDefault, DayField
from guidance.policies.answers import Answers, concern_options
from guidance.policies.applicability import questions_for
from guidance.policies.questions import LOCAL_CHOICES
from guidance.policies.schema import Template
from guidance.policies.setting_types import LEARNER_WORDS, PHASES
from guidance.setting_form import NAME_MAX_LENGTH, SETTING, SettingForm
from lesas_portal.core.form_fields import SingleLineField
from lesas_portal.core.setting_types import GOVERNANCES

ABOUT = ("learners", "board")
PEOPLE = ("leader", "dsl", "deputies", "governor", "concern_route", "concern_person")
APPROVAL = ("adopted_on", "review_on", "version", "owner")
BY_NAME = "By name or role, for example: Ms A Cole."


def _line(label: str, hint: str = "", max_length: int = NAME_MAX_LENGTH, **options) -> SingleLineField:
    return SingleLineField(label=label, help_text=hint, required=False, max_length=max_length, **options)


class AnswersForm(SettingForm):
    """The second page: the people and choices of a setting, for one policy or for several at once.

    ``about`` is what the first page told. Questions that change nothing for such a setting are not shown.
    Nothing that is typed is kept anywhere.
    """

    learners = forms.ChoiceField(
        label="What do you call the people you teach or care for?",
        choices=[("", "The usual word for our type of setting"), *((word, word) for word in LEARNER_WORDS)],
        required=False,
        error_messages={"invalid_choice": "Choose a word from the list"},
    )
    board = _line("What you call your board or committee")
    leader = _line("", BY_NAME)
    dsl = _line("Designated safeguarding lead (DSL)", BY_NAME)
    deputies = _line("Deputy designated safeguarding leads", BY_NAME, name_in_errors="Your line on deputies")
    governor = _line("", BY_NAME)
    concern_route = ChoiceWithDefault(
        required=False,
        widget=forms.RadioSelect,
        known=("person", "trust", "lado"),
        error_messages={"invalid_choice": "Choose who hears a concern about the person in charge"},
    )
    concern_person = _line("Name of that person")
    adopted_on = DayField(label="Date of approval", required=False)
    review_on = DayField(label="Date of the next review", required=False, is_to_come=True)
    version = _line("Version", "Left empty, it says 1.", max_length=40)
    owner = _line(
        "Who keeps this policy up to date",
        "By name or role. Left empty, it says the designated safeguarding lead.",
    )

    def __init__(self, *args, templates: Sequence[Template], about: Answers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.templates, self.about = templates, about
        self.asked = questions_for(templates, about)
        self._word_for(about)
        for name in dict.fromkeys(name for template in templates for name in template.questions):
            self.fields[name] = _question(name, self.asked.get(name, ()), about)
        self.shown = self._shown(about)
        self.helper.layout = Layout(*(Fieldset(title, *names) for title, names in self.groups() if names))

    def _word_for(self, about: Answers) -> None:
        """Labels in the words of such a setting."""
        kind, board = about.type_words, about.governance_words
        self.fields["leader"].label = _role(kind.leader)
        self.fields["governor"].label = _role(board.safeguarding or kind.leader)
        self.fields["board"].help_text = f"Left empty, it says “{board.body}”."
        route = cast(ChoiceWithDefault, self.fields["concern_route"])
        route.label = f"Who hears a concern about {kind.leader}?"
        route.help_text = "A concern about somebody must not go to that person. Anyone may go to the LADO."
        route.choices = concern_options(about.setting_type, about.governance)
        route.initial = "person" if route.choices else ""
        if board.hears:
            self.fields["concern_person"].help_text = f"Left empty, the policy says “{board.hears}”."
            self.fields["governor"].help_text = f"{BY_NAME} Best somebody who is not the DSL as well."
        if kind.sole:
            self.fields["leader"].label = "Your name"
            self.fields["leader"].help_text = "As it should stand in the policy, for example: Ms A Cole."
            self.fields["deputies"].label = "Assistants or co-childminders who can stand in"
            self.fields["adopted_on"].label = "In use from"

    def _shown(self, about: Answers) -> tuple[str, ...]:
        """The fields on the page: roles that such a setting does not have are not asked for."""
        hidden = set()
        if about.type_words.sole:
            hidden |= {"dsl", "governor", "board", "concern_route", "concern_person"}
            hidden |= {"learners", "version", "owner", "it_lead", "data_lead"}
        elif about.governed_by == "nobody":
            hidden |= {"governor", "board", "concern_route", "concern_person"}
        elif about.governed_by in {"proprietor", "owner"}:
            hidden |= {"board", "governor"}
        names = (*ABOUT, *PEOPLE, *APPROVAL, *self.asked)
        return tuple(name for name in names if name not in hidden)

    @property
    def told(self) -> list[tuple[str, str]]:
        """What the first page was told, label and words."""
        about = self.about
        rows = [
            ("Name", about.setting_name),
            ("Type", about.type_words.label),
            ("Governed by", GOVERNANCES.get(about.governed_by, "")),
            ("Ages", "; ".join(PHASES[phase] for phase in about.ages)),
        ]
        return [(label, words) for label, words in rows if words]

    def groups(self) -> list[tuple[str, list[str]]]:
        """Return the fields on the page under their headings: what only one policy asks comes last."""
        groups = [
            ("Your people", [*PEOPLE]),
            ("Your words", [*ABOUT]),
            ("Approval", [*APPROVAL]),
            ("Your choices", [name for name in self.asked if self._is_shared(name)]),
            *((template.title, self._only(template)) for template in self.templates),
        ]
        return [(title, [name for name in names if name in self.shown]) for title, names in groups]

    def _is_shared(self, name: str) -> bool:
        return len(self.templates) == 1 or sum(name in one.questions for one in self.templates) > 1

    def _only(self, template: Template) -> list[str]:
        return [name for name in self.asked if name in template.questions and not self._is_shared(name)]

    def clean(self) -> dict:
        """Refuse a review before approval."""
        super().clean()
        cleaned = self.cleaned_data
        adopted, review = cleaned.get("adopted_on"), cleaned.get("review_on")
        if adopted and review and review <= adopted:
            self.add_error("review_on", "Enter a date of review that is after the date of approval")
        return cleaned

    def answers(self) -> Answers:
        """The answers as the tailoring takes them. Only after the form was found valid."""
        cleaned = self.cleaned_data
        names = (*SETTING, *ABOUT, *PEOPLE, *APPROVAL)
        choices = {name: cleaned[name] for name in self.fields if name in LOCAL_CHOICES}
        values = {name: cleaned[name] for name in names}
        return Answers(**{**values, "phases": tuple(cleaned["phases"])}, choices=choices)


def answer_names(templates: Iterable[Template]) -> tuple[str, ...]:
    """Return the names of all fields that carry answers, in order."""
    questions = dict.fromkeys(name for template in templates for name in template.questions)
    return (*SETTING, *ABOUT, *PEOPLE, *APPROVAL, *questions)


def _question(name: str, offered: Sequence[tuple[str, str]], about: Answers) -> forms.Field:
    question = LOCAL_CHOICES[name]
    label, hint = (_in_their_words(text, about) for text in (question.label, question.hint))
    if not question.choices:
        return _line(label, f"{hint} Left empty, it says “{question.default_for(about.setting_type)}”.")
    return ChoiceWithDefault(
        label=label,
        help_text=hint,
        choices=[(value, _in_their_words(words, about)) for value, words in offered or question.choices],
        known=[value for value, _ in question.choices],
        initial=question.default_for(about.setting_type),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": f"Choose an answer: {label}"},
    )


def _in_their_words(text: str, about: Answers) -> str:
    """A question in the words of such a setting: whom it teaches or cares for, and who works there."""
    kind = about.type_words
    for word, theirs in (("learners", kind.learners), ("learner", LEARNER_WORDS[kind.learners])):
        possessive = f"{theirs}’" if theirs.endswith("s") else f"{theirs}’s"
        text = re.sub(rf"\b{word}’s?(?=\W|$)", possessive, text)
        text = re.sub(rf"\b{word}\b", theirs, text)
        text = re.sub(rf"\b{word.capitalize()}\b", theirs.capitalize(), text)
    return text.replace("Staff", "Assistants").replace("staff", "assistants") if kind.sole else text


def _role(words: str) -> str:
    role = words.removeprefix("the ")
    return role[:1].upper() + role[1:]
