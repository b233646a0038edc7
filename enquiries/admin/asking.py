"""Acts on an enquiry that ask for a person, a day, a topic or a few lines."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from enquiries.admin.act_form import ActForm, ScreenedForm, day_field, text_area
from enquiries.models import Enquiry, Topic
from enquiries.services import answer, assign, hold, sorting
from lesas_portal.core import audit
from lesas_portal.core.person_names import name_of

LONGEST_HOLD = timedelta(days=366)


class Give(ActForm):
    """Hand it to a colleague, or put it back for anybody."""

    name = "give"
    title = "Give to …"
    button = "Give"
    to = forms.ModelChoiceField(
        label="To",
        queryset=assign.advisers().none(),
        required=False,
        empty_label="Nobody: put it back for anybody",
        help_text="They get an email without a word of the message.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["to"]
        field.queryset = assign.advisers()  # type: ignore[attr-defined]
        field.label_from_instance = name_of  # type: ignore[attr-defined]
        self.initial["to"] = self.enquiry.owner_id

    def perform(self, *, by: audit.Actor) -> str:
        """Change the owner."""
        to = self.cleaned_data["to"]
        has_mail = assign.give(enquiry=self.enquiry, to=to, by=by, seen=self.seen_event)
        if to is None:
            return "It is nobody’s now: anybody may take it."
        if to == by:
            return "It is yours."
        told = "They get an email." if has_mail else "They have no email address here, so tell them."
        return f"Given to {name_of(to)}. {told}"


class Note(ScreenedForm):
    """A private note on the thread."""

    name = "note"
    title = "Private note"
    button = "Keep the note"
    help_text = "For colleagues. It is never sent."
    text = text_area(label="Note", required="Write the note.", at_most=2000, rows=4)

    @classmethod
    def applies_to(cls, enquiry: Enquiry) -> bool:
        return enquiry.status != Enquiry.Status.SPAM

    def perform(self, *, by: audit.Actor) -> str:
        """Put it on the thread."""
        answer.add_note(enquiry=self.enquiry, text=self.cleaned_data["text"], by=by)
        return "The note is on the thread. It is never sent."


class TheirAnswer(ScreenedForm):
    """What the sender wrote back."""

    name = "answer"
    title = "Paste their answer"
    button = "Put it on the thread"
    help_text = "What the sender wrote back to the team’s mailbox. A hold ends with it."
    text = text_area(label="What they wrote", required="Paste what they wrote.", at_most=10_000, rows=6)
    day = day_field(label="The day it came", required="Say on which day it came.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["day"] = timezone.localdate()

    @classmethod
    def applies_to(cls, enquiry: Enquiry) -> bool:
        return enquiry.status != Enquiry.Status.SPAM

    def clean_day(self):
        """Return the day. Raises ValidationError for one to come, or before the enquiry."""
        day = self.cleaned_data["day"]
        if not timezone.localdate(self.enquiry.received_at) <= day <= timezone.localdate():
            raise ValidationError("Choose a day from that of the enquiry to today.")
        return day

    def perform(self, *, by: audit.Actor) -> str:
        """Put it on the thread."""
        answers = self.cleaned_data
        row = answer.add_answer(enquiry=self.enquiry, text=answers["text"], day=answers["day"], by=by)
        if row.status == Enquiry.Status.OPEN:
            return f"Their answer is on the thread. Answer by {row.reply_by:%-d %B %Y}."
        return "Their answer is on the thread. The enquiry is closed: reopen it if they need an answer."


class Hold(ActForm):
    """Stop the clock until a day."""

    name = "hold"
    title = "On hold until …"
    button = "Put on hold"
    help_text = "The clock stands still until then; the day to answer by moves on."
    until = day_field(label="Back on", required="Say on which day it comes back.")

    def clean_until(self):
        """Return the day. Raises ValidationError for one that is not to come, or more than a year off."""
        day = self.cleaned_data["until"]
        if not timezone.localdate() < day <= timezone.localdate() + LONGEST_HOLD:
            raise ValidationError("Choose a day from tomorrow on, within a year.")
        return day

    def perform(self, *, by: audit.Actor) -> str:
        """Put it on hold."""
        row = hold.hold(enquiry=self.enquiry, until=self.cleaned_data["until"], by=by)
        return f"On hold until {row.hold_until:%-d %B %Y}. The clock stands still."


class ChangeTopic(ActForm):
    """Say what it is about."""

    name = "topic"
    title = "Change the topic"
    button = "Change"
    topic = forms.ChoiceField(label="Topic", choices=Topic.choices)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["topic"] = self.enquiry.topic

    def perform(self, *, by: audit.Actor) -> str:
        """Change it."""
        row = sorting.change_topic(enquiry=self.enquiry, topic=self.cleaned_data["topic"], by=by)
        return f"The topic is “{row.get_topic_display()}”."
