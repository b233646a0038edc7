"""The planner in the admin: duties of the year, where an adviser enters a day, and questions for governors.

Neither has a draft: readers see at once what is saved, so both are the advisers'.
"""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.http import HttpRequest

from guidance.admin.forms import FIELD_OVERRIDES
from guidance.admin.saving import ChangesForm, SavingAdmin
from guidance.models import Duty, GovernorQuestion
from guidance.services import own_pages
from lesas_portal.core.admin.base import NotDeleted


class OwnPageForm(ChangesForm):
    """A row that leads to a page of this site."""

    def clean_page(self) -> str:
        """Take the path of an address that was copied from the browser. Refuse what is no page."""
        page: str = own_pages.path_of(self.cleaned_data["page"])
        if page and page != self.instance.page and (fault := own_pages.refusal(page)):
            raise ValidationError(fault)
        return page


class DayFilter(admin.SimpleListFilter):
    """What waits for a day."""

    title = "its day"
    parameter_name = "day"

    def lookups(self, request, model_admin):
        return [("waits", "Announced by somebody else"), ("set", "Entered")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "waits":
            return queryset.filter(day_is_announced=True).order_by(F("day").asc(nulls_first=True), "order")
        return queryset.filter(day__isnull=False) if self.value() == "set" else queryset


@admin.register(Duty)
class DutyAdmin(NotDeleted, SavingAdmin):
    """One line of the planner and of calendars."""

    form = OwnPageForm
    formfield_overrides = FIELD_OVERRIDES
    fieldsets = [
        ("When", {"fields": ["rhythm", "month", "day", "day_is_announced"]}),
        ("What", {"fields": ["title", "note", "leads", "for_whom", "page", "proof"]}),
        ("Where it is written", {"fields": ["source", "certainty"]}),
        ("In the planner", {"fields": ["is_shown", "order", "key"]}),
    ]
    list_display = ["title", "rhythm", "month", "day", "leads", "certainty", "is_shown"]
    list_filter = [DayFilter, "rhythm", "certainty", "is_shown"]
    search_fields = ["title", "note", "leads", "source", "key"]
    list_per_page = 100
    actions = None

    def get_readonly_fields(self, request, obj=None):
        """Calendars know it by its key."""
        return ["key"] if obj else []


@admin.register(GovernorQuestion)
class GovernorQuestionAdmin(NotDeleted, SavingAdmin):
    """One question, with a good and a poor answer."""

    form = OwnPageForm
    formfield_overrides = FIELD_OVERRIDES
    fieldsets = [
        ("The question", {"fields": ["term", "ask", "good_answer", "poor_answer", "page"]}),
        ("In the list", {"fields": ["is_shown", "order", "key"]}),
    ]
    list_display = ["ask", "term", "order", "is_shown"]
    list_filter = ["term", "is_shown"]
    search_fields = ["ask", "good_answer", "poor_answer", "key"]
    list_per_page = 100
    actions = None

    def get_readonly_fields(self, request, obj=None):
        """Its key is lasting."""
        return ["key"] if obj else []
