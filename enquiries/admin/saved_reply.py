"""The replies that advisers start from."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from enquiries import placeholders
from enquiries.models import SavedReply
from enquiries.services import saved_replies
from lesas_portal.core import audit
from lesas_portal.core.admin.saving import SavingAdmin
from lesas_portal.core.form_fields import MultiLineField, SingleLineField

KNOWN = ", ".join(f"{{{name}}}" for name in placeholders.NAMES)
BODY_HELP = (
    f"Placeholders: {KNOWN}. Each is filled with what the enquiry says, and {{adviser}} with your name. "
    f"{placeholders.PAGE} waits for the page that you insert. "
    "No name, address or telephone number of a sender belongs here."
)


class SavedReplyForm(forms.ModelForm):
    """Title, topic and text."""

    title = SingleLineField(
        max_length=100,
        required_message="Give it a title",
        help_text=SavedReply._meta.get_field("title").help_text,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    body = MultiLineField(
        label="Text",
        max_length=5000,
        required_message="Write the reply",
        help_text=BODY_HELP,
        widget=forms.Textarea(attrs={"rows": 14, "class": "vLargeTextField"}),
    )

    def clean_body(self) -> str:
        """Return the text. Raises ValidationError, which names them, for placeholders that do not exist."""
        body = self.cleaned_data["body"]
        if unknown := placeholders.unknown_in(body):
            named = ", ".join(f"{{{name}}}" for name in dict.fromkeys(unknown))
            raise ValidationError(f"Nothing fills {named}. Use only {KNOWN}.", code="placeholder")
        return body


@admin.register(SavedReply)
class SavedReplyAdmin(SavingAdmin):
    """Offered where a reply is written, those of the enquiry's topic first."""

    form = SavedReplyForm
    services_note = True
    list_display = ["title", "topic_in_words"]
    list_filter = ["topic"]
    search_fields = ["title", "body"]

    @admin.display(description="Topic", ordering="topic", empty_value="All topics")
    def topic_in_words(self, reply: SavedReply) -> str:
        """The topic for which it is offered first."""
        return reply.get_topic_display()

    def save_model(self, request: HttpRequest, obj: SavedReply, form: Any, change: bool) -> None:
        saved_replies.save(reply=obj, changed=form.changed_data, by=audit.signed_in(request))

    def delete_model(self, request: HttpRequest, obj: SavedReply) -> None:
        saved_replies.delete(replies=[obj], by=audit.signed_in(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        saved_replies.delete(replies=queryset, by=audit.signed_in(request))
