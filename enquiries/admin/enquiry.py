"""Genuine enquiries: a list to work from. The page of each is in ``acting``."""

from typing import cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from enquiries import reply_words
from enquiries.admin import tabs
from enquiries.admin.acting import ActingAdmin
from enquiries.admin.enquiry_list import EnquiryList, NeedFilter, answer_by_column
from enquiries.admin.erase import ErasePages
from enquiries.admin.phone import PhoneEnquiries
from enquiries.admin.reports import Reports
from enquiries.admin.tabs import TabFilter
from enquiries.models import Enquiry
from enquiries.models.enquiry import EnquiryQuerySet
from enquiries.services import handle
from lesas_portal.core import audit
from lesas_portal.core.person_names import name_of


@admin.register(Enquiry)
class EnquiryAdmin(ErasePages, PhoneEnquiries, Reports, EnquiryList, ActingAdmin):
    """Genuine enquiries, the most urgent first."""

    list_display = ["reference", "subject", "setting", "owner_name", "age"]
    list_display_links = ["subject"]
    list_select_related = ["owner"]
    list_filter = [TabFilter, NeedFilter, "topic", "setting_type", "district"]
    actions = ["close", "mark_spam"]

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

    def get_list_display(self, request: HttpRequest) -> list:
        return [*self.list_display[:-1], answer_by_column(), *self.list_display[-1:]]

    def get_sortable_by(self, request: HttpRequest) -> list:
        return ["reference", "subject", "setting", "answer_by", "age"]

    def get_ordering(self, request: HttpRequest) -> list:
        return tabs.ordering(tabs.chosen(request), is_search=bool(request.GET.get("q")))

    @admin.display(description="Setting", ordering="setting_name")
    def setting(self, enquiry: Enquiry) -> str:
        """Its name, as they typed it."""
        return enquiry.setting_name or "Not given"

    @admin.display(description="Owner", empty_value="Nobody")
    def owner_name(self, enquiry: Enquiry) -> str:
        """Who answers it."""
        return name_of(enquiry.owner) if enquiry.owner else ""

    @admin.display(description="Age", ordering="-received_at")
    def age(self, enquiry: Enquiry) -> str:
        """How long ago it came."""
        return reply_words.age(enquiry, on=timezone.localdate())

    @admin.action(description="Close: nothing more to do", permissions=["handle"])
    def close(self, request: HttpRequest, queryset: EnquiryQuerySet) -> None:
        """Close the chosen enquiries."""
        count = len(handle.close(enquiries=queryset, by=audit.signed_in(request)))
        self.message_user(request, f"{count} closed.", messages.SUCCESS)

    @admin.action(description="Spam: put apart, deleted sooner", permissions=["handle"])
    def mark_spam(self, request: HttpRequest, queryset: EnquiryQuerySet) -> None:
        """Put the chosen enquiries apart."""
        count = len(handle.mark_spam(enquiries=queryset, by=audit.signed_in(request)))
        self.message_user(request, f"{count} put apart as spam.", messages.SUCCESS)
