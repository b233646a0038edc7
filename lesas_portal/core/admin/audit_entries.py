"""Who did what and when, over everything, as Managers and Advisers read it, and as a CSV file."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from lesas_portal.core import audit, audit_actions, spreadsheet_cells
from lesas_portal.core.admin.base import ReadOnlyAdmin
from lesas_portal.core.clock import moment_in_full
from lesas_portal.core.models import AuditEntry, sort_in_words

COLUMNS = ["when", "who", "user name", "what was done", "sort of row", "which"]
ROWS_AT_MOST = 50_000


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


class KindFilter(admin.SimpleListFilter):
    """The kinds of thing, a few of them: what a question is mostly about."""

    title = "kind of thing"
    parameter_name = "kind"
    KINDS = {
        "sign-ins": ("Sign-ins and tries", Q(action__in=audit_actions.SIGN_INS)),
        "exports": ("Exports and downloads", Q(action__in=audit_actions.EXPORTS)),
        "people": (
            "People",
            Q(object_type__in=["auth.user", "staff.invitation"]) & ~Q(action__in=audit_actions.SIGN_INS),
        ),
        "enquiries": ("Enquiries", Q(object_type__startswith="enquiries.")),
        "content": ("Content", Q(object_type__startswith="guidance.")),
    }

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [(name, words) for name, (words, _) in self.KINDS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        kind = self.KINDS.get(self.value() or "")
        return queryset.filter(kind[1]) if kind else queryset


class PersonFilter(admin.SimpleListFilter):
    """Who did it: people and commands, by the name that their entries keep."""

    title = "who"
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        rows = AuditEntry.objects.order_by().values_list("actor", "actor_name").distinct()
        names = {name or actor: AuditEntry(actor=actor, actor_name=name).who for actor, name in rows}
        return sorted(names.items(), key=lambda pair: pair[1].lower())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if not self.value():
            return queryset
        return queryset.filter(Q(actor_name=self.value()) | Q(actor_name="", actor=self.value()))


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who did what, when. Nobody changes it."""

    list_display = ("when", "who", "what_was_done", "sort_of_row", "which")
    fields = list_display
    list_filter = [KindFilter, PersonFilter, ("action", ActionFilter), ("object_type", SortFilter)]
    list_select_related = ["user"]
    search_fields = ["actor", "actor_name", "object_key"]
    search_help_text = "Looks in who did it, and in the address, reference or number of the row."
    date_hierarchy = "at"
    change_list_template = "admin/audit_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.csv_view)
        return [path("csv/", view, name="core_auditentry_csv"), *super().get_urls()]

    def csv_view(self, request: HttpRequest) -> HttpResponse:
        """What the list shows with the same filters, as a file; that somebody took it is noted, too."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_changelist_instance(request).get_queryset(request).order_by("-at", "-pk")
        lines = spreadsheet_cells.written([COLUMNS, *(_cells(entry) for entry in rows[:ROWS_AT_MOST])])
        by = audit.signed_in(request)
        with transaction.atomic():
            audit.record("download", by=by, about=AuditEntry)
        name = f"audit-{timezone.localdate():%Y-%m-%d}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return HttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)

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


def _cells(entry: AuditEntry) -> list[str]:
    return [
        f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}",
        entry.who,
        entry.actor,
        entry.action_in_words,
        entry.sort_in_words,
        entry.object_key,
    ]
