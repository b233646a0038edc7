"""What is left of enquiries that were about a child after all."""

from django.contrib import admin
from django.utils.formats import date_format

from enquiries.models import ErasedEnquiry
from lesas_portal.core.admin.base import ReadOnlyAdmin
from lesas_portal.core.clock import moment_in_full


@admin.register(ErasedEnquiry)
class ErasedEnquiryAdmin(ReadOnlyAdmin):
    """That there was one, who erased it and when."""

    list_display = (
        "reference",
        "what",
        "received",
        "topic",
        "district",
        "went_past",
        "erased",
        "erased_by",
    )
    fields = list_display
    list_filter = ["topic", "district"]
    search_fields = ["reference", "erased_by"]

    @admin.display(description="What it was")
    def what(self, row: ErasedEnquiry) -> str:
        """The same for each: nothing else is known of it."""
        return "Erased: about a child"

    @admin.display(description="Received", ordering="received_on")
    def received(self, row: ErasedEnquiry) -> str:
        """The day it came."""
        return date_format(row.received_on, "j F Y")

    @admin.display(description="The screen")
    def went_past(self, row: ErasedEnquiry) -> str:
        """Whether the screen had let it pass."""
        return "Stopped it, and the sender went on" if row.went_on else "Let it pass"

    @admin.display(description="Erased", ordering="erased_at")
    def erased(self, row: ErasedEnquiry) -> str:
        """When, by the clock here."""
        return moment_in_full(row.erased_at)
