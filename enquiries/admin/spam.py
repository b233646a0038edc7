"""What the spam rules put apart, on a page of its own."""

from typing import cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst

from enquiries.admin import tabs
from enquiries.admin.enquiry import EnquiryAdmin
from enquiries.admin.enquiry_list import answer_by_column
from enquiries.models import Enquiry, SuspectedSpam
from enquiries.models.enquiry import EnquiryQuerySet
from enquiries.services import handle
from lesas_portal.core import audit
from lesas_portal.core.admin.base import ReadOnlyAdmin


class SignsFilter(admin.SimpleListFilter):
    """Whether an adviser has said that it is spam, or only the rules."""

    title = "who says so"
    parameter_name = "signs"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [("rules", "The rules: waits for an adviser"), ("person", "An adviser")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "rules":
            return cast(EnquiryQuerySet, queryset).put_apart()
        return queryset.filter(spam_signs=[]) if self.value() == "person" else queryset


@admin.register(SuspectedSpam)
class SuspectedSpamAdmin(EnquiryAdmin):
    """What the spam rules put apart, until it is released or expires."""

    list_display = ["reference", "subject", "setting", "received_at", "why", "delete_on"]
    list_filter = [SignsFilter, "topic"]
    shown_tab = tabs.SPAM
    actions = ["release", "confirm"]

    def get_queryset(self, request: HttpRequest) -> EnquiryQuerySet:
        return cast(EnquiryQuerySet, ReadOnlyAdmin.get_queryset(self, request)).spam()

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def get_list_display(self, request: HttpRequest) -> list:
        # What is put apart keeps its clock.
        return [*self.list_display[:-1], answer_by_column(), *self.list_display[-1:]]

    def get_sortable_by(self, request: HttpRequest) -> list:
        return self.list_display

    def get_ordering(self, request: HttpRequest) -> list:
        return ["-received_at", "-pk"]

    @admin.display(description="Why it is here")
    def why(self, enquiry: Enquiry) -> str:
        """The signs that put it apart, or that a person did."""
        return capfirst(", ".join(enquiry.spam_signs)) or "An adviser says so"

    @admin.action(description="It is spam: stop reminding us of it", permissions=["handle"])
    def confirm(self, request: HttpRequest, queryset: EnquiryQuerySet) -> None:
        """Say that the chosen rows are spam."""
        count = len(handle.confirm_spam(enquiries=queryset, by=audit.signed_in(request)))
        self.message_user(request, f"{count} confirmed as spam.", messages.SUCCESS)

    @admin.action(
        description="Not spam: move to enquiries and send what was held back", permissions=["handle"]
    )
    def release(self, request: HttpRequest, queryset: EnquiryQuerySet) -> None:
        """Move the chosen rows to the enquiries."""
        count = len(handle.release(enquiries=queryset, by=audit.signed_in(request)))
        self.message_user(request, f"{count} moved to enquiries.", messages.SUCCESS)
