"""Facts that an adviser settles, and the list of them to print."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from guidance.admin.forms import FIELD_OVERRIDES
from guidance.admin.saving import SavingAdmin
from guidance.admin.workflow_pages import may_publish
from guidance.models import Fact
from guidance.services import facts
from lesas_portal.core import audit
from lesas_portal.core.admin.base import NotDeleted


class SettledFilter(admin.SimpleListFilter):
    """What waits for an adviser, or what one has settled."""

    title = "settled"
    parameter_name = "settled"

    def lookups(self, request, model_admin):
        return [("no", "Waits for an adviser"), ("yes", "Settled")]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(checked_on__isnull=self.value() == "no")


@admin.register(Fact)
class FactAdmin(NotDeleted, SavingAdmin):
    """What pages state with its source and the day of the next check. Texts name a fact by its key."""

    formfield_overrides = FIELD_OVERRIDES
    fieldsets = [
        ("What the pages say", {"fields": ["statement", "source", "url", "next_check_on", "key", "codes"]}),
        ("Settle it", {"fields": ["confirm", "checked_on"]}),
    ]
    list_display = ["statement", "next_check_on", "checked_on", "checked_by"]
    list_filter = [SettledFilter, "next_check_on"]
    search_fields = ["statement", "source", "key", "codes"]
    list_per_page = 100
    actions = None
    change_list_template = "admin/guidance/fact_list.html"

    def get_readonly_fields(self, request, obj=None):
        """Texts name it by its key."""
        return ["key"] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A fact has no draft: pages that name it show at once what is saved, so it is the advisers'."""
        return super().has_change_permission(request, obj) and (obj is None or may_publish(request))

    def save_model(self, request: HttpRequest, obj: Any, form, change: bool) -> None:
        facts.save(fact=obj, by=audit.signed_in(request), is_new=not change)

    def get_urls(self):
        view = self.admin_site.admin_view(self.to_confirm)
        return [path("to-confirm/", view, name="guidance_fact_to_confirm"), *super().get_urls()]

    def to_confirm(self, request: HttpRequest) -> HttpResponse:
        """Every fact that stands somewhere and waits for an adviser: a list to print and tick off."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        uses = facts.uses()
        waiting = Fact.objects.filter(checked_on=None, key__in=uses)
        context = {
            **self.admin_site.each_context(request),
            "title": "Facts for an adviser to confirm",
            "opts": self.opts,
            "rows": [(fact, _places(uses[fact.key])) for fact in waiting],
        }
        return TemplateResponse(request, "admin/guidance/facts_to_confirm.html", context)


def _places(rows: list[Model]) -> list[str]:
    return [f"{row._meta.verbose_name}: {row}" for row in rows]
