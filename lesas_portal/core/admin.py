"""What both apps' admins stand on, the mail queue, and who did what."""

from typing import cast

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from lesas_portal.core import audit, mail_queue
from lesas_portal.core.models import AuditEntry, QueuedEmail, QueuedEmailQuerySet


class AuditedAdmin(admin.ModelAdmin):
    """Writes an audit entry where Django would write its own log, and shows those of a row as its history.

    Django calls the first two inside the transaction of the save. What deletes a list's chosen rows has none,
    so deletions bring their own and are noted there, not where Django would log them.
    """

    services_note = False
    """Whether services write the rows and note who did what, so that it must not be noted twice."""

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


class StateFilter(admin.SimpleListFilter):
    """Waiting, sent or given up."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [("unsent", "Waiting"), ("sent", "Sent"), ("failed", "Given up")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        mails = cast(QueuedEmailQuerySet, queryset)
        if self.value() == "unsent":
            return mails.unsent()
        if self.value() == "sent":
            return mails.exclude(sent_at=None)
        if self.value() == "failed":
            return mails.failed()
        return mails


@admin.register(QueuedEmail)
class QueuedEmailAdmin(ReadOnlyAdmin):
    """Read-only, with one action for what was given up."""

    list_display = [
        "name",
        "about",
        "recipient",
        "queued_at",
        "attempts",
        "sent_at",
        "failed_at",
        "last_error",
    ]
    list_filter = [StateFilter, "name"]
    search_fields = ["about", "recipient"]
    actions = ["send_again"]

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whether this person may put mails back into the queue."""
        return request.user.has_perm("core.change_queuedemail")

    @admin.action(description="Send again what was given up", permissions=["retry"])
    def send_again(self, request: HttpRequest, queryset: QueuedEmailQuerySet) -> None:
        """Put the chosen mails back into the queue."""
        count = mail_queue.retry(queryset, by=audit.signed_in(request))
        self.message_user(request, f"{count} back in the queue.", messages.SUCCESS)


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Who did what, when. Nobody changes it."""

    list_display = ["at", "actor", "action", "object_type", "object_key"]
    list_filter = ["action", "object_type"]
    search_fields = ["actor", "object_key"]
    date_hierarchy = "at"


admin.site.unregister([get_user_model(), Group])


@admin.register(get_user_model())
class PersonAdmin(AuditedAdmin, UserAdmin):
    """Django's own page of people, with our audit."""


@admin.register(Group)
class PermissionGroupAdmin(AuditedAdmin, GroupAdmin):
    """Django's own page of groups, with our audit."""
