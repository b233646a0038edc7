"""The form of an enquiry."""

from typing import cast

from crispy_forms.helper import FormHelper
from django import forms

from enquiries import form_layout
from enquiries.declaration import Declaration
from enquiries.models import SETTING_TYPES, Delivery, District, Topic
from enquiries.service_field import QUOTE_TOPICS, ServiceField, Services, ServiceUnreadError
from lesas_portal.core.form_fields import AddressField, MultiLineField, SingleLineField

MESSAGE_AT_MOST = 5000
WORDS_AT_MOST = MESSAGE_AT_MOST // 600 * 100  # about six characters a word, with its space
# Anybody may write about the site itself: nobody needs a setting to complain or to ask for their data.
OPEN_TO_ALL = {Topic.PORTAL}
QUOTE_FIELDS = form_layout.QUOTE_FIELDS
# What the screen reads: whatever can hold a sentence. The address cannot, and no closed question.
FREE_TEXTS = (
    "subject",
    "message",
    "name",
    "role",
    "setting_name",
    "phone",
    "preferred_dates",
    "attendees",
    "order_number",
)


class EnquiryForm(forms.Form):
    """The enquiry. ``topic`` was chosen before; training and reviews ask for a little more.

    ``services``: what there is to choose from, as ``offered_services`` read it. ``declaration``: what a
    sender whom the screen has stopped said on the signpost, for them to tick.
    """

    subject = SingleLineField(
        label="Subject",
        max_length=150,
        help_text="A few words. Don’t name a child or an adult.",
        required_message="Enter a subject",
    )
    message = MultiLineField(
        label="Your question",
        max_length=MESSAGE_AT_MOST,
        help_text=(
            "Don’t name or describe a child. We can’t help with a concern about one child here. "
            f"Use at most {MESSAGE_AT_MOST:,} characters, about {WORDS_AT_MOST} words."
        ),
        required_message="Enter your question",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    service = ServiceField(label="Training or service")
    preferred_dates = SingleLineField(
        label="Dates that suit you",
        name_in_errors="Your answer on dates",
        required=False,
        max_length=300,
        help_text="For example: any Tuesday in March.",
    )
    attendees = SingleLineField(
        label="How many people, and who",
        name_in_errors="Your answer on how many people, and who,",
        required=False,
        max_length=300,
        help_text="For example: 40, all staff.",
    )
    delivery = forms.ChoiceField(
        label="Online or in person",
        choices=[*Delivery.choices, ("", "I’m not sure yet")],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose online, in person, or “I’m not sure yet”"},
    )
    order_number = SingleLineField(
        label="Order number",
        required=False,
        max_length=40,
        help_text="If your office has raised one. We put it on the quote.",
    )
    name = SingleLineField(
        label="Your name",
        max_length=100,
        required_message="Enter your name",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    role = SingleLineField(
        label="Your role",
        max_length=100,
        required_message="Enter your role",
        help_text="For example: teacher, or designated safeguarding lead (DSL).",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title", "list": "roles"}),
    )
    setting_name = SingleLineField(
        label="Name of your school or setting",
        max_length=150,
        help_text="To find a Kent or Medway school, type part of its name, its town or its postcode.",
        required_message="Enter the name of your school or setting",
        widget=forms.TextInput(attrs={"autocomplete": "organization", "list": "setting-names"}),
    )
    setting_type = forms.ChoiceField(
        label="Type of setting",
        choices=[("", "Choose one"), *SETTING_TYPES.items()],
        error_messages={
            "required": "Choose the type of setting",
            "invalid_choice": "Choose the type of setting from the list",
        },
    )
    district = forms.ChoiceField(
        label="District",
        choices=[("", "Choose one"), *District.choices],
        help_text="Several districts? Choose that of your main office.",
        error_messages={"required": "Choose a district", "invalid_choice": "Choose a district from the list"},
    )
    email = AddressField(
        label="Work email address",
        name_in_errors="Your email address",
        max_length=254,
        help_text="We answer to this address.",
        error_messages={"required": "Enter your email address"},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    phone = SingleLineField(
        label="Phone number",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    declared = forms.BooleanField(
        required=False,
        help_text="Tick this to go on. If it is about one, leave it empty: you see again who to ring.",
    )

    def __init__(
        self, *args, topic: Topic, services: Services, declaration: Declaration | None = None, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.topic = topic
        if topic in QUOTE_TOPICS:
            typed = self.data if self.is_bound else self.initial
            cast(ServiceField, self.fields["service"]).offer(services, typed.get("service"))
        else:
            for name in QUOTE_FIELDS:
                del self.fields[name]
        if topic in OPEN_TO_ALL:
            self._ask_anyone()
        if declaration:
            self.fields["declared"].label = declaration.words
            # Its own value: a browser sends "on" for a box without one, whatever the words beside it.
            self.fields["declared"].widget.attrs["value"] = declaration.value
        else:
            del self.fields["declared"]
        for name in set(FREE_TEXTS) & set(self.fields):
            # What may tell of a child is not for the browser to keep. Purposes of WCAG 1.3.5 are.
            self.fields[name].widget.attrs.setdefault("autocomplete", "off")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = form_layout.layout_of(self, is_open_to_all=topic in OPEN_TO_ALL)

    def _ask_anyone(self) -> None:
        for name in ("name", *form_layout.ABOUT_SETTING):
            self.fields[name].required = False
        self.fields["email"].label = "Email address"

    def answers(self) -> dict:
        """Return the cleaned answers as ``submit.receive`` takes them: the same fields for every topic.

        Raises ServiceUnreadError when a service was chosen and the list of services could not be read.
        """
        if isinstance(self.cleaned_data.get("service"), str):
            raise ServiceUnreadError
        given = {name: value for name, value in self.cleaned_data.items() if name != "declared"}
        empty = {name: None if name == "service" else "" for name in QUOTE_FIELDS}
        return {"topic": str(self.topic), **empty, **given}

    @property
    def note_on_errors(self) -> str:
        """What else the error summary says: a long text may be a concern that the screen cannot read."""
        is_too_long = self.has_error("message", "max_length")
        return "enquiries/_too_long.html" if is_too_long else ""

    def rows(self) -> list[tuple[str, str, str]]:
        """What check answers shows, the topic first: (field name, label, answer in words)."""
        answers = [
            (bound.name, str(bound.label), self._in_words(bound.name))
            for bound in self
            if bound.name != "declared"
        ]
        return [("topic", "Topic", str(self.topic.label)), *answers]

    def _in_words(self, name: str) -> str:
        value = self.cleaned_data[name]
        choices = dict(getattr(self.fields[name], "choices", None) or ())
        return str(choices.get(value or "", value) or "")
