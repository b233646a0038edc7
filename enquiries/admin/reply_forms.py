"""The form of a reply: its text, a saved reply to start from, a page to link to; and closing with it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Value, When

from enquiries import placeholders
from enquiries.admin.act_form import ScreenedForm, text_area
from enquiries.admin.ending import OutcomeFields
from enquiries.models import Enquiry, SavedReply
from enquiries.services import answer
from lesas_portal.core import audit
from lesas_portal.core.form_fields import SingleLineField
from lesas_portal.core.person_names import name_of


class Reply(ScreenedForm):
    """A reply that goes by mail."""

    name = "reply"
    title = "Write a reply"
    button = "See it before it goes"
    text = text_area(label="Your reply", required="Write the reply.", at_most=10_000, rows=12)
    saved = forms.ModelChoiceField(
        label="Start from a saved reply",
        queryset=SavedReply.objects.none(),
        required=False,
        empty_label="Choose one",
    )
    find = SingleLineField(
        label="Link to a page of the portal", required=False, max_length=200, help_text="Words of its title."
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Those for its topic first, then those for all.
        place = Case(When(topic=self.enquiry.topic, then=Value(0)), When(topic="", then=Value(1)), default=2)
        self.fields["saved"].queryset = SavedReply.objects.order_by(place, "title")  # type: ignore[attr-defined]

    @classmethod
    def applies_to(cls, enquiry: Enquiry) -> bool:
        return super().applies_to(enquiry) and bool(enquiry.email)

    def clean_text(self) -> str:
        """Return the reply. Raises ValidationError for one that still waits for a page."""
        text = self.cleaned_data["text"]
        if placeholders.PAGE in text:
            raise ValidationError(f"Put a page in for {placeholders.PAGE}, or take it out.")
        return text

    def filled(self, saved: SavedReply) -> str:
        """Return a saved reply with this sender's details in place of its placeholders."""
        enquiry = self.enquiry
        values = {
            "name": enquiry.name or "Sir or Madam",
            "reference": enquiry.reference,
            "subject": enquiry.subject,
            "setting": enquiry.setting_name or "your setting",
            "adviser": name_of(self.person),
        }
        return placeholders.fill(saved.body, values)

    def perform(self, *, by: audit.Actor) -> str:
        """Send it."""
        answer.reply(enquiry=self.enquiry, text=self.cleaned_data["text"], by=by, seen=self.seen_event)
        return "Your reply is on its way. It is for them to write back."


class ReplyAndClose(OutcomeFields, Reply):
    """A reply that is the end of it."""

    name = "reply-close"
    screened = ("text", "missing")

    def perform(self, *, by: audit.Actor) -> str:
        """Send it and close the enquiry."""
        row = answer.reply(
            enquiry=self.enquiry,
            text=self.cleaned_data["text"],
            by=by,
            seen=self.seen_event,
            closed_with=self.closed_with,
        )
        day = f"{row.delete_on:%-d %B %Y}"
        return f"Your reply is on its way, and the enquiry is closed. It is deleted on {day}."
