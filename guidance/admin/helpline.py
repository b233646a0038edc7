"""Helplines in the admin: details are public only once somebody has said who told us that they are right."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from guidance import clock_words
from guidance.admin import shown_contacts
from guidance.admin.contact_form import SHOW, ContactForm
from guidance.admin.filters import ConfirmFilter
from guidance.admin.forms import PublishableForm
from guidance.admin.helpline_change import ContactChangeAdmin
from guidance.admin.publishable import PublishableAdmin
from guidance.admin.where_used import WhereUsed
from guidance.models import Confirmation, Helpline
from guidance.own_hours_words import disagreement
from guidance.services import contact_details
from lesas_portal.core import audit
from lesas_portal.core.admin.base import ReadOnly

NUMBERS = [
    *(("phone", "phone_confirmed"), ("phone_told_by", "phone_told_on")),
    *(("text_number", "text_word", "text_confirmed"), ("text_told_by", "text_told_on")),
    *(("email", "email_confirmed"), ("email_told_by", "email_told_on")),
]
HOURS = [
    *("always_open", "weekly", "open_on_bank_holidays", "special", "how_it_reads", "hours_text"),
    *("hours_confirmed", ("hours_told_by", "hours_told_on"), "hours_seen_on"),
]


class HelplineForm(ContactForm, PublishableForm):
    """All of a helpline."""


class ConfirmationInline(ReadOnly, admin.TabularInline):
    """Who told us what, below the form."""

    model = Confirmation
    verbose_name = "confirmation"
    verbose_name_plural = "who told us"
    readonly_fields = ("detail", "value", "told_by", "told_on", "by", "at")
    fields = readonly_fields
    extra = 0

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("by")


@admin.register(Helpline)
class HelplineAdmin(WhereUsed, ContactChangeAdmin, PublishableAdmin):
    """Who to contact, when it is open, and which of that has been confirmed."""

    form = HelplineForm
    rows_in_fields = frozenset({"weekly", "special"})

    class Media:
        css: ClassVar = {"all": ["css/admin-contact.css"]}

    inlines = [ConfirmationInline]
    list_display = [
        *("title", "state", "checked_on", "next_check_on"),
        *("phone", "to_confirm", "need"),
    ]
    list_filter = [*PublishableAdmin.list_filter, ConfirmFilter, "need", "risk_areas", "audiences"]
    search_fields = [*PublishableAdmin.search_fields, "phone", "email", "who", "about"]
    readonly_fields = ["website", "how_it_reads", "sentence"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Without the boxes of contact details where they are only shown."""
        if self._details_are_shown(request, obj):
            kwargs["form"] = PublishableForm
            kwargs["help_texts"] = shown_contacts.NO_HELP
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        is_shown = self._details_are_shown(request, obj)
        why = shown_contacts.why(obj) if is_shown else ""
        numbers: list[Any] = NUMBERS
        hours = HOURS
        if obj and is_shown:
            numbers, hours = shown_contacts.numbers(obj), shown_contacts.HOURS
        content = [
            ("For whom and what", {"fields": ["need", "order", "who", "about", "risk_areas", "audiences"]}),
            (
                "How to make contact",
                {"fields": [*numbers, ("seen_in", "seen_on"), "website"], "description": why},
            ),
            ("When it is open", {"fields": hours, "description": why}),
            ("For advisers only", {"fields": ["source", "note"]}),
        ]
        first, *rest = super().get_fieldsets(request, obj)
        return [first, *content, *rest]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list:
        shown = []
        if obj and self._details_are_shown(request, obj):
            shown = flatten([*shown_contacts.numbers(obj), shown_contacts.HOURS])
        return [*super().get_readonly_fields(request, obj), *shown]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list:
        return super().get_inlines(request, obj) if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes the number for an emergency."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_fixed)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_load_bearing)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The row, then its hours, where they were changed, and who told us."""
        super().save_model(request, obj, form, change)
        if isinstance(form, ContactForm):
            contact_details.write(
                helpline=obj,
                weekly=form.cleaned_data["weekly"] if "weekly" in form.changed_data else None,
                special=form.cleaned_data["special"] if "special" in form.changed_data else None,
                told=form.told,
                by=audit.signed_in(request),
            )

    def _details_are_shown(self, request: HttpRequest, obj: Helpline | None) -> bool:
        """Whether numbers and hours are only shown in the form of ``obj``."""
        return obj is not None and (obj.is_load_bearing or not self.has_change_permission(request, obj))

    @admin.display(description="website")
    def website(self, obj: Helpline) -> str:
        """The entry of the inventory that it links to; the link is set there."""
        return obj.website.title if obj.pk and obj.website else "None: choose this helpline in its resource."

    @admin.display(description="as readers see it")
    def how_it_reads(self, obj: Helpline) -> str:
        """The sentence that is made from the hours, what it comes to now, and a press to see it again."""
        return format_html(SENTENCE, self.sentence(obj), SHOW)

    @admin.display(description="as readers see it")
    def sentence(self, obj: Helpline) -> str:
        """The same without the press, where hours are only shown."""
        return format_html_join("", '<p class="hours__sentence">{}</p>', ((line,) for line in _lines(obj)))

    @admin.display(description="to confirm")
    def to_confirm(self, obj: Helpline) -> str:
        """What nobody has confirmed yet, so that the public does not see it."""
        return ", ".join(obj.unconfirmed)


def _lines(obj: Helpline) -> list[str]:
    if getattr(obj, "hours_are_unread", False):
        return ["Put the lines above right first: they cannot be read yet."]
    if obj.pk is None and not obj.hours:
        return ["No hours yet."]
    said = clock_words.hours_sentences(
        [(str(way.label), hours) for way, hours in obj.hours.items()], timezone.localdate()
    )
    lines = [said or "No hours yet: readers see the words below, if there are any."]
    if obj.main_hours:
        answer = obj.main_hours.opening()
        lines.append(f"Now: {clock_words.now_words(answer)}." if answer else NOT_KNOWN)
    if not obj.hours_confirmed and obj.hours:
        lines.append("Readers are not told whether it is open now: nobody has confirmed these hours.")
    if warning := disagreement(obj):
        lines.append(warning)
    return lines


SENTENCE = (
    '<div id="sentence">{}<button type="submit" name="{}" value="1" formaction="#sentence" '
    'class="hours__more">Show the sentence</button></div>'
)
NOT_KNOWN = "Now: not said, because it is not known whether it is term time. Fill in the term dates."
