"""Search of a list by the reference of an enquiry, in whatever spelling it is typed or pasted."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from lesas_portal.core import reference


class ReferenceSearch(admin.ModelAdmin):
    """For a list whose rows are named by a reference; other words are searched as everywhere."""

    reference_field = "reference"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Return the rows with this reference; those with the words, where none has it."""
        named = self.named(request, queryset, search_term)
        if named is None:
            return super().get_search_results(request, queryset, search_term)
        return named, False

    def named(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> QuerySet | None:
        """Return the rows with the reference in ``search_term``; None where none has it. Tells of a slip."""
        if found := reference.parse(search_term):
            rows = queryset.filter(**{self.reference_field: found})
            return rows if rows.exists() else None
        if reference.has_slip(search_term):
            messages.warning(request, "That reference has a slip in it: one of its characters is wrong.")
        return None
