"""The mail queue as advisers see it."""

from typing import cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from lesas_portal.core import audit, mail_queue
from lesas_portal.core.admin.base import ReadOnlyAdmin
from lesas_portal.core.admin.reference_search import ReferenceSearch
from lesas_portal.core.models import QueuedEmail, QueuedEmailQuerySet


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
class QueuedEmailAdmin(ReferenceSearch, ReadOnlyAdmin):
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
    reference_field = "about"
    actions = ["send_again"]

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whether this person may put mails back into the queue."""
        return request.user.has_perm("core.change_queuedemail")

    @admin.action(description="Send again what was given up", permissions=["retry"])
    def send_again(self, request: HttpRequest, queryset: QueuedEmailQuerySet) -> None:
        """Put the chosen mails back into the queue."""
        count = mail_queue.retry(mails=queryset, by=audit.signed_in(request))
        self.message_user(request, f"{count} back in the queue.", messages.SUCCESS)
