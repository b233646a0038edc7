"""The mail queue as advisers see it: what each mail is, and what became of it, in plain words."""

from datetime import datetime
from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from lesas_portal.core import audit, mail_pause, mail_queue
from lesas_portal.core.admin.base import ReadOnlyAdmin
from lesas_portal.core.admin.reference_search import ReferenceSearch
from lesas_portal.core.clock import moment_in_full
from lesas_portal.core.models import QueuedEmail, QueuedEmailQuerySet


class StateFilter(admin.SimpleListFilter):
    """Waiting, sent, given up, or given up and seen to."""

    title = "what became of it"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [
            ("unsent", "Waits"),
            ("sent", "Sent"),
            ("failed", "Given up"),
            ("seen", "Given up, and somebody saw to it"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        mails = cast(QueuedEmailQuerySet, queryset)
        match self.value():
            case "unsent":
                return mails.unsent()
            case "sent":
                return mails.exclude(sent_at=None)
            case "failed":
                return mails.needing_somebody()
            case "seen":
                return mails.failed().exclude(seen_at=None)
        return mails


class KindFilter(admin.AllValuesFieldListFilter):
    """What the mails are, in words."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.title = "what it is"

    def choices(self, changelist) -> Any:
        for choice in super().choices(changelist):
            yield {**choice, "display": str(choice["display"]).replace("_", " ").capitalize()}


@admin.register(QueuedEmail)
class QueuedEmailAdmin(ReferenceSearch, ReadOnlyAdmin):
    """Read-only, with two actions for what was given up."""

    list_display = ("what", "reference", "to", "queued", "tries", "what_became")
    fields = (*list_display, "answers_go_to", "heading", "text")
    list_filter = [StateFilter, ("name", KindFilter)]
    search_fields = ["about", "recipient"]
    reference_field = "about"
    actions = ["send_again", "seen_to"]

    @admin.display(description="Email", ordering="name")
    def what(self, mail: QueuedEmail) -> str:
        return mail.kind_in_words.capitalize()

    @admin.display(description="Reference", ordering="about")
    def reference(self, mail: QueuedEmail) -> str:
        return mail.reference

    @admin.display(description="To", ordering="recipient")
    def to(self, mail: QueuedEmail) -> str:
        return mail.recipient

    @admin.display(description="Answers go to")
    def answers_go_to(self, mail: QueuedEmail) -> str:
        return mail.reply_to or "the portal's own address"

    @admin.display(description="Subject")
    def heading(self, mail: QueuedEmail) -> str:
        return mail.subject

    @admin.display(description="Text")
    def text(self, mail: QueuedEmail) -> str:
        return mail.shown_body

    @admin.display(description="Written", ordering="queued_at")
    def queued(self, mail: QueuedEmail) -> str:
        return _moment(mail.queued_at)

    @admin.display(description="Tries", ordering="attempts")
    def tries(self, mail: QueuedEmail) -> int:
        return mail.attempts

    @admin.display(description="What became of it")
    def what_became(self, mail: QueuedEmail) -> str:
        return _in_words(mail)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whether this person may put mails back into the queue."""
        return request.user.has_perm("core.change_queuedemail")

    @admin.action(description="Send again what was given up", permissions=["retry"])
    def send_again(self, request: HttpRequest, queryset: QueuedEmailQuerySet) -> None:
        """Put the chosen mails back into the queue."""
        count = mail_queue.retry(mails=queryset, by=audit.signed_in(request))
        self.message_user(request, f"{count} back in the queue.", messages.SUCCESS)

    @admin.action(description="Nothing more to do: take off the first page", permissions=["retry"])
    def seen_to(self, request: HttpRequest, queryset: QueuedEmailQuerySet) -> None:
        """Note that somebody saw to the chosen mails."""
        count = mail_queue.mark_seen(mails=queryset, by=audit.signed_in(request))
        self.message_user(request, f"{count} taken off the first page.", messages.SUCCESS)

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """The list; above it why none goes out, where none does."""
        pause = mail_pause.current() if request.method == "GET" else None
        if pause:
            self.message_user(request, f"No email goes out. {pause}.", messages.WARNING)
        return super().changelist_view(request, extra_context)


def _in_words(mail: QueuedEmail) -> str:
    """Return what became of a mail; why, where it did not go at once."""
    why = f" {mail.last_error}." if mail.last_error else ""
    if mail.sent_at:
        return f"Sent on {_moment(mail.sent_at)}"
    if mail.failed_at:
        seen = f" Somebody saw to it on {_moment(mail.seen_at)}." if mail.seen_at else ""
        return f"Given up on {_moment(mail.failed_at)}.{why}{seen}"
    if not mail.attempts:
        return "Waits for its first try"
    return f"Waits.{why} Next try at {_moment(mail.next_at)}"


def _moment(moment: datetime) -> str:
    return moment_in_full(moment)
