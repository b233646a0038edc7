"""Training and services in the admin."""

from django.contrib import admin

from guidance.admin.forms import IncludingForm
from guidance.admin.publishable import PublishableAdmin
from guidance.admin.where_used import WhereUsed
from guidance.models import Service


@admin.register(Service)
class ServiceAdmin(WhereUsed, PublishableAdmin):
    """What settings can commission, its edition and how to book it."""

    form = IncludingForm
    content_fieldsets = [
        ("What it is", {"fields": ["kind", "order", "description", "format", "length", "resource"]}),
        ("For whom", {"fields": ["audience", "audiences", "phases"]}),
        (
            "Edition and booking",
            {"fields": ["edition", "expires_on", "availability", "how_to_book", "booking_note"]},
        ),
    ]
    list_display = [
        *("title", "state", "checked_on", "next_check_on"),
        *("kind", "availability", "edition", "expires_on"),
    ]
    list_filter = [
        *PublishableAdmin.list_filter,
        *("kind", "availability", "how_to_book", "expires_on", "audiences", "phases"),
    ]
    search_fields = [*PublishableAdmin.search_fields, "description", "audience"]
    autocomplete_fields = ["resource"]
