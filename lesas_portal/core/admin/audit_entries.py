"""Who did what and when, as advisers read it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList

from lesas_portal.core import audit_actions
from lesas_portal.core.admin.base import ReadOnlyAdmin
from lesas_portal.core.clock import moment_in_full
from lesas_portal.core.models import AuditEntry, sort_in_words


class InWordsFilter(admin.AllValuesFieldListFilter):
    """The values of a column that there are, as advisers say them."""

    heading: str
    in_words: Callable[[str], str]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.title = self.heading

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        # The first is "All".
        every, *values = super().choices(changelist)
        yield every
        said = [{**value, "display": self.in_words(str(value["display"]))} for value in values]
        yield from sorted(said, key=lambda value: str(value["display"]).lower())


class ActionFilter(InWordsFilter):
    heading = "what was done"
    in_words = staticmethod(audit_actions.in_words)


class SortFilter(InWordsFilter):
    heading = "sort of row"
    in_words = staticmethod(sort_in_words)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who did what, when. Nobody changes it."""

    list_display = ("when", "who", "what_was_done", "sort_of_row", "which")
    fields = list_display
    list_filter = [("action", ActionFilter), ("object_type", SortFilter)]
    search_fields = ["actor", "object_key"]
    date_hierarchy = "at"

    @admin.display(description="When", ordering="at")
    def when(self, entry: AuditEntry) -> str:
        return moment_in_full(entry.at)

    @admin.display(description="Who", ordering="actor")
    def who(self, entry: AuditEntry) -> str:
        return entry.who

    @admin.display(description="What was done", ordering="action")
    def what_was_done(self, entry: AuditEntry) -> str:
        return entry.action_in_words

    @admin.display(description="Sort of row", ordering="object_type")
    def sort_of_row(self, entry: AuditEntry) -> str:
        return entry.sort_in_words

    @admin.display(description="Which", ordering="object_key")
    def which(self, entry: AuditEntry) -> str:
        return entry.object_key
