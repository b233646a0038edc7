"""What the admin of every app stands on: who did what is recorded, and what nobody may do with a row."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from lesas_portal.core import audit
from lesas_portal.core.admin import list_words
from lesas_portal.core.models import AuditEntry


class AuditedAdmin(admin.ModelAdmin):
    """Writes an audit entry where Django would write its own log, and shows those of a row as its history.

    Django calls the first two inside the transaction of the save. What deletes a list's chosen rows has none,
    so deletions bring their own and are noted there, not where Django would log them.
    """

    services_note = False
    """Whether services write the rows and note who did what, so that it must not be noted twice."""

    # A long form is saved without scrolling to its end.
    save_on_top = True

    def get_list_display(self, request: HttpRequest) -> list:
        """The columns, with yes and no and moments in words."""
        return list_words.columns(self.model, super().get_list_display(request))

    def get_changelist_instance(self, request: HttpRequest):
        """The list; its search box says what it looks in, where the noun has no words of its own for that."""
        changes = super().get_changelist_instance(request)
        if not changes.search_help_text:
            changes.search_help_text = list_words.search_help(self.model, changes.search_fields)
        return changes

    # Django asks these three for entries of its log, which it does not read and we do not write.

    def log_addition(self, request: HttpRequest, obj, message) -> None:  # type: ignore[override]
        if not self.services_note:
            audit.record("add", by=audit.signed_in(request), about=obj)

    def log_change(self, request: HttpRequest, obj, message) -> None:  # type: ignore[override]
        if not self.services_note:
            audit.record("change", by=audit.signed_in(request), about=obj)

    def log_deletions(self, request: HttpRequest, queryset) -> None:  # type: ignore[override]
        """Nothing: ``delete_model`` and ``delete_queryset`` note what they delete."""

    def delete_model(self, request: HttpRequest, obj) -> None:
        with transaction.atomic():
            audit.record("delete", by=audit.signed_in(request), about=obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        with transaction.atomic():
            audit.record("delete", by=audit.signed_in(request), about=queryset)
            super().delete_queryset(request, queryset)

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        """Who did what to this row, newest first. Raises PermissionDenied for whoever may not see the row."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            # Django says so and leads on.
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"Who did what: {row}",
            "entries": AuditEntry.objects.filter(
                object_type=audit.type_of(self.model), object_id=str(row.pk)
            ),
            "months": settings.AUDIT_RETENTION_MONTHS,
            "opts": self.opts,
            "original": row,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/audit_history.html", context)


class NotAdded:
    """For an admin or an inline that nobody adds rows to."""

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


class NotChanged:
    """For an admin or an inline whose rows stay as they are."""

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


class NotDeleted:
    """For an admin or an inline that nobody deletes rows from."""

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


class ReadOnly(NotAdded, NotChanged, NotDeleted):
    """For an admin or an inline of rows that people look at and that only the portal itself writes."""


class ReadOnlyAdmin(ReadOnly, AuditedAdmin):
    """Rows that people look at here and that only the portal itself writes."""

    actions_on_bottom = False
