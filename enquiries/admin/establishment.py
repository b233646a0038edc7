"""The establishments of GIAS (Get information about schools), as they were last imported."""

from django.contrib import admin

from enquiries.models import Establishment
from lesas_portal.core.admin.base import ReadOnlyAdmin


@admin.register(Establishment)
class EstablishmentAdmin(ReadOnlyAdmin):
    """Open establishments of Kent and Medway, to look up."""

    list_display = ["name", "urn", "kind", "phase", "local_authority", "postcode"]
    list_filter = ["local_authority", "phase"]
    search_fields = ["name", "urn", "postcode"]
