"""The list of changes that wait, over every sort of page: whose turn it is, and the way to each."""

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.urls import reverse
from django.utils.html import format_html

from guidance.models import Clause, WorkingCopy
from lesas_portal.core.admin.base import ReadOnlyAdmin


class CopyStateFilter(admin.SimpleListFilter):
    """Whose turn it is."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(value, label.capitalize()) for value, label in WorkingCopy.State.choices]

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value()) if self.value() else queryset


class OwnFilter(admin.SimpleListFilter):
    """Whose changes."""

    title = "whose"
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", "Mine")]

    def queryset(self, request, queryset):
        return queryset.filter(owner=request.user) if self.value() == "mine" else queryset


@admin.register(WorkingCopy)
class WaitingChangesAdmin(ReadOnlyAdmin):
    """The list of changes that wait; each is edited on the page it is of."""

    list_display = ["about", "state_in_words", "writer", "since", "changed_at", "why"]
    list_display_links = None
    list_filter = [CopyStateFilter, OwnFilter]
    list_select_related = ["content_type"]
    fields = ("about", "state_in_words", "writer", "since", "changed_at", "why", "comment")
    readonly_fields = fields
    actions = None

    def get_queryset(self, request):
        clauses = Clause.objects.select_related("section__template")
        return super().get_queryset(request).prefetch_related(GenericPrefetch("content_object", [clauses]))

    @admin.display(description="page")
    def about(self, copy: WorkingCopy) -> str:
        """The way to the page, where the changes are read and decided on."""
        if copy.content_object is None:
            return "deleted meanwhile"
        address = reverse(f"admin:guidance_{copy.content_type.model}_change", args=[copy.object_id])
        row: Any = copy.content_object
        within = f" ({row.section.template})" if isinstance(row, Clause) else ""
        return format_html('<a href="{}">{}</a>{}', address, row, within)

    @admin.display(description="state", ordering="state")
    def state_in_words(self, copy: WorkingCopy) -> str:
        """Whose turn it is."""
        return copy.get_state_display().capitalize()

    @admin.display(description="begun by", ordering="owner_name")
    def writer(self, copy: WorkingCopy) -> str:
        """Who began the changes."""
        return copy.owner_name

    @admin.display(description="what changed, and why")
    def why(self, copy: WorkingCopy) -> str:
        """The line for the adviser that was sent with them."""
        return copy.line
