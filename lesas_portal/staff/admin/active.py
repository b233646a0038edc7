"""The filter of the list of people by whether they can sign in."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest


class ActiveFilter(admin.SimpleListFilter):
    """Who can sign in; the others only when asked for."""

    title = "account"
    parameter_name = "account"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [("off", "Deactivated"), ("all", "Everybody")]

    def choices(self, changelist) -> Any:
        first, *others = super().choices(changelist)
        yield {**first, "display": "Can sign in"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "all":
            return queryset
        return queryset.filter(is_active=self.value() != "off")
