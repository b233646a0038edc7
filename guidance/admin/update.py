"""Updates in the admin."""

from django.contrib import admin
from django.core.exceptions import ValidationError

from guidance.admin.forms import IncludingForm
from guidance.admin.publishable import PublishableAdmin
from guidance.admin.where_used import WhereUsed
from guidance.models import Update
from guidance.services import own_pages


class UpdateForm(IncludingForm):
    """News; what it links to is a page of this site."""

    def clean_link(self) -> str:
        """Take the path of an address that was copied from the browser. Refuse what is no page."""
        link = own_pages.path_of(self.cleaned_data["link"])
        if link and link != self.instance.link and (fault := own_pages.refusal(link)):
            raise ValidationError(fault)
        return link


@admin.register(Update)
class UpdateAdmin(WhereUsed, PublishableAdmin):
    """One piece of news and what it asks of settings."""

    form = UpdateForm
    content_fieldsets = [
        ("What happened", {"fields": ["happened_on", "day_is_known", "body", "link"]}),
        ("Filed under", {"fields": ["risk_areas", "audiences", "phases", "sources"]}),
    ]
    list_display = ["title", "state", "checked_on", "next_check_on", "happened_on"]
    list_filter = [*PublishableAdmin.list_filter, "risk_areas", "happened_on"]
    search_fields = [*PublishableAdmin.search_fields, "body"]
    autocomplete_fields = ["sources"]
