"""The establishments of GIAS (Get information about schools), as they were last imported."""

from django.contrib import admin

from enquiries.models import Establishment
from lesas_portal.core.admin.base import ReadOnlyAdmin


@admin.register(Establishment)
class EstablishmentAdmin(ReadOnlyAdmin):
    """Establishments of Kent and Medway, to look up; those that have closed while an enquiry names them."""

    list_display = ["name", "urn", "kind", "phase", "local_authority", "town", "postcode", "is_closed"]
    list_filter = ["is_closed", "local_authority", "phase"]
    search_fields = ["name", "urn", "town", "postcode"]
