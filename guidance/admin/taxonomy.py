"""The small tables in the admin: audiences, phases and publishers. Rows in use cannot be deleted here."""

from django.contrib import admin

from guidance.admin.saving import SavingAdmin
from guidance.admin.where_used import WhereUsed
from guidance.models import Audience, Phase, Publisher


@admin.register(Audience, Phase)
class LabelAdmin(SavingAdmin):
    """A word to file content under. Its slug is part of addresses that people keep, so it stays."""

    list_display = ["name", "slug", "order"]
    search_fields = ["name"]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name"]}


@admin.register(Publisher)
class PublisherAdmin(WhereUsed, SavingAdmin):
    """An organisation whose resources the inventory lists."""

    search_fields = ["name"]
