"""How often the screen stopped a post."""

from django.contrib import admin

from enquiries.models import Diversion
from lesas_portal.core.admin.base import ReadOnlyAdmin


@admin.register(Diversion)
class DiversionAdmin(ReadOnlyAdmin):
    """How often the screen stopped a post, by day."""

    list_display = ["day", "route", "step", "declared_general", "count"]
    list_filter = ["route", "step", "declared_general"]
    date_hierarchy = "day"
