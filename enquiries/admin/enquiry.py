"""Genuine enquiries: a list to work from, and a page to read each."""

from typing import cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from enquiries import triage
from enquiries.admin.erase import ErasePages
from enquiries.models import Enquiry
from enquiries.models.enquiry import EnquiryQuerySet
from enquiries.services import handle
from lesas_portal.core import audit
from lesas_portal.core.admin.base import ReadOnlyAdmin

DATES = ("received_at", "notified_at", "reply_by", "closed_at", "delete_on")
QUOTE = ("service", "preferred_dates", "attendees", "delivery", "order_number")
SENDER = ("name", "role", "setting_name", "establishment", "setting_type", "district", "email", "phone")


class DueFilter(admin.SimpleListFilter):
    """To answer, late or closed."""

    title = "what needs doing"
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [("open", "To answer"), ("late", "Late"), ("closed", "Closed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        enquiries = cast(EnquiryQuerySet, queryset)
        if self.value() == "open":
            return enquiries.unanswered()
        if self.value() == "late":
            return enquiries.overdue()
        if self.value() == "closed":
            return enquiries.filter(status=Enquiry.Status.CLOSED)
        return enquiries


@admin.register(Enquiry)
class EnquiryAdmin(ErasePages, ReadOnlyAdmin):
    """Genuine enquiries, the most urgent first."""

    list_display = ["reference", "subject", "topic", "setting_name", "district", "answer", "care"]
    # "open" comes after "closed", so backwards puts what needs an answer first, the most urgent on top.
    ordering = ["-status", "reply_by"]
    list_filter = [DueFilter, "topic", "setting_type", "district", "declared_general"]
    search_fields = ["reference", "setting_name", "name", "email", "subject"]
    date_hierarchy = "received_at"
    actions = ["close", "mark_spam"]
    fieldsets = [
        (None, {"fields": ["reference", "status", "care", *DATES]}),
        ("What they ask", {"fields": ["topic", "subject", "message"]}),
        ("For the quote", {"fields": [*QUOTE]}),
        ("Who asks", {"fields": [*SENDER]}),
        ("The screen", {"fields": ["declared_general", "screen_route", "screen_reasons"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> EnquiryQuerySet:
        return cast(EnquiryQuerySet, super().get_queryset(request)).genuine()

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm("enquiries.view_enquiry")

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        # The sender's right to erasure; everything else goes by its own date.
        return request.user.is_superuser

    def delete_model(self, request: HttpRequest, obj: Enquiry) -> None:
        self.delete_queryset(request, Enquiry.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        handle.delete(enquiries=queryset, by=audit.signed_in(request))

    def has_handle_permission(self, request: HttpRequest) -> bool:
        """Whether this person may close enquiries and sort out spam."""
        return request.user.has_perm("enquiries.change_enquiry")

    @admin.display(description="Answer", ordering="reply_by")
    def answer(self, enquiry: Enquiry) -> str:
        """When an answer is due, in words."""
        if enquiry.status == Enquiry.Status.CLOSED:
            return "Closed"
        day = date_format(enquiry.reply_by, "j F")
        return f"Late, was due {day}" if enquiry.reply_by < timezone.localdate() else f"By {day}"

    @admin.display(description="Care", ordering="declared_general")
    def care(self, enquiry: Enquiry) -> str:
        """Why to read it first, if there is a reason."""
        return enquiry.care

    @admin.display(description="What the screen saw")
    def screen_reasons(self, enquiry: Enquiry) -> str:
        """Why the screen stopped it, in one line."""
        return triage.in_words(enquiry.screen_signals)

    @admin.action(description="Close: answered, nothing more to do", permissions=["handle"])
    def close(self, request: HttpRequest, queryset: EnquiryQuerySet) -> None:
        """Close the chosen enquiries."""
        count = len(handle.close(enquiries=queryset, by=audit.signed_in(request)))
        self.message_user(request, f"{count} closed.", messages.SUCCESS)

    @admin.action(description="Spam: put apart, deleted sooner", permissions=["handle"])
    def mark_spam(self, request: HttpRequest, queryset: EnquiryQuerySet) -> None:
        """Put the chosen enquiries apart."""
        count = len(handle.mark_spam(enquiries=queryset, by=audit.signed_in(request)))
        self.message_user(request, f"{count} put apart as spam.", messages.SUCCESS)
