"""Guidance pages in the admin."""

from django.contrib import admin

from guidance.admin.forms import IncludingForm
from guidance.admin.publishable import PublishableAdmin
from guidance.admin.working_copy import WorkingCopyAdmin
from guidance.models import GuidancePage


@admin.register(GuidancePage)
class GuidancePageAdmin(WorkingCopyAdmin):
    """A page of Markdown, filed and sourced."""

    form = IncludingForm
    content_fieldsets = [
        ("Text", {"fields": ["group", "order", "is_sheet", "body"]}),
        ("Filed under", {"fields": ["main_risk_area", "risk_areas", "audiences", "phases"]}),
        ("Rests on", {"fields": ["sources"]}),
    ]
    list_display = ["title", "state", "checked_on", "next_check_on", "group"]
    list_filter = [*PublishableAdmin.list_filter, "group", "risk_areas", "audiences", "phases"]
    search_fields = [*PublishableAdmin.search_fields, "body"]
    autocomplete_fields = ["sources"]
