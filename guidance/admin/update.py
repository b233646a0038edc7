"""Updates in the admin."""

from django.contrib import admin

from guidance.admin.forms import IncludingForm
from guidance.admin.publishable import PublishableAdmin
from guidance.admin.where_used import WhereUsed
from guidance.models import Update


@admin.register(Update)
class UpdateAdmin(WhereUsed, PublishableAdmin):
    """One piece of news and what it asks of settings."""

    form = IncludingForm
    content_fieldsets = [
        ("What happened", {"fields": ["happened_on", "day_is_known", "body", "link"]}),
        ("Filed under", {"fields": ["risk_areas", "sources"]}),
    ]
    list_display = ["title", "state", "checked_on", "next_check_on", "happened_on"]
    list_filter = [*PublishableAdmin.list_filter, "risk_areas", "happened_on"]
    search_fields = [*PublishableAdmin.search_fields, "body"]
    autocomplete_fields = ["sources"]
