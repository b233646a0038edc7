"""Hand-outs for parents and carers in the admin."""

from django.contrib import admin

from guidance.admin.forms import IncludingForm
from guidance.admin.publishable import PublishableAdmin
from guidance.admin.working_copy import WorkingCopyAdmin
from guidance.models import Handout


@admin.register(Handout)
class HandoutAdmin(WorkingCopyAdmin):
    """One A4 page, and what staff take from it."""

    form = IncludingForm
    content_fieldsets = [
        ("Texts", {"fields": ["ages", "order", "say", "body", "helplines"]}),
        ("To take from it", {"fields": ["newsletter", "app_text", "pictures"]}),
        ("Filed under", {"fields": ["risk_areas", "sources"]}),
    ]
    list_display = ["title", "state", "checked_on", "next_check_on", "ages"]
    list_filter = [*PublishableAdmin.list_filter, "risk_areas"]
    search_fields = [*PublishableAdmin.search_fields, "body", "newsletter", "app_text"]
    autocomplete_fields = ["helplines", "sources"]
