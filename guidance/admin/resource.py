"""The inventory in the admin."""

from django.contrib import admin
from django.utils.html import format_html_join

from guidance.admin.filters import AddressFilter
from guidance.admin.publishable import PublishableAdmin
from guidance.admin.resource_import import ResourceFiles
from guidance.admin.where_used import WhereUsed
from guidance.models import Resource


@admin.register(Resource)
class ResourceAdmin(WhereUsed, ResourceFiles, PublishableAdmin):
    """One entry: what it is, where it is, and how sure we are of that."""

    content_fieldsets = [
        (
            "What and where it is",
            {
                "fields": [
                    *("publisher", "kind", "standing", "section", "url", "look_for", "confidence", "edition"),
                    *("former_names", "taken_in", "replaced_by"),
                ]
            },
        ),
        (
            "Filed under",
            {"fields": ["statutory", "greater_risk", "risk_areas", "audiences", "phases", "helpline"]},
        ),
        ("For advisers only", {"fields": ["staging_url", "note", "contact_details"]}),
    ]
    list_display = [
        *("title", "state", "next_check_on", "kind", "publisher", "web_address", "duty", "checked_on")
    ]
    list_filter = [
        *PublishableAdmin.list_filter,
        *(AddressFilter, "statutory", "greater_risk", "kind", "section", "risk_areas", "audiences", "phases"),
    ]
    list_select_related = ["publisher"]
    search_fields = [*PublishableAdmin.search_fields, "former_names", "taken_in", "publisher__name", "url"]
    autocomplete_fields = ["publisher", "helpline"]
    readonly_fields = ["contact_details"]

    @admin.display(description="web address", ordering="confidence")
    def web_address(self, obj: Resource) -> str:
        """How sure we are of the address."""
        return obj.get_confidence_display() if obj.url else "No address"

    @admin.display(description="statutory", ordering="statutory")
    def duty(self, obj: Resource) -> str:
        """A word instead of a red cross: most entries are rightly not statutory."""
        return "Statutory" if obj.statutory else ""

    @admin.display(description="contact details in the inventory, never public")
    def contact_details(self, obj: Resource) -> str:
        """What the inventory recorded; helplines hold what was confirmed."""
        return format_html_join(
            "\n", "{}: {}<br>", ((name, value) for name, value in obj.inventory_contact.items())
        )
