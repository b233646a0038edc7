"""The steps of changes that wait: hand them over, publish them, send them back, discard them.

Each shows what differs from the page that readers see, field by field. What nobody read is not published:
a change that came after the page was opened is refused and shown.
"""

from functools import cached_property

from django.contrib.auth.models import User
from django.template.defaultfilters import date
from django.utils.html import format_html

from guidance.admin.as_shown import AsShown
from guidance.admin.telling_readers import TellsReaders
from guidance.admin.workflow import WorkflowForm, text_area
from guidance.models import PolicyTemplate, WorkingCopy
from guidance.services import field_words, shipped_values, working_copies
from guidance.services.field_words import FieldChange
from lesas_portal.core import audit
from lesas_portal.core.clock import moment_in_full
from lesas_portal.core.models import AuditEntry

ENDS = ("publish changes", "discard changes")


def with_copy(state: str, copy: WorkingCopy | None) -> str:
    """Return a state with that of what waits: "Public, changes waiting (by Ede Finch, since …)"."""
    if copy is None:
        return state
    words = f"{copy.get_state_display()} (by {copy.owner_name}, since {date(copy.since, 'j F Y')})"
    return format_html('{}, <span class="state--copy">{}</span>', state, words)


class CopyStep(WorkflowForm):
    """What the steps have in common: the working copy, and what it changes."""

    page = "admin/guidance/copy_step.html"

    @classmethod
    def applies_to(cls, obj) -> bool:
        return obj.working_copy is not None

    @classmethod
    def too_late(cls, obj) -> str:
        """Who was quicker, where somebody was."""
        if obj.working_copy:
            return f"The state of the changes is “{obj.working_copy.get_state_display()}” now."
        acts = AuditEntry.objects.filter(
            object_type=audit.type_of(obj), object_id=str(obj.pk), action__in=ENDS
        )
        if last := acts.first():
            when = moment_in_full(last.at)
            return f"No changes wait here now. {last.action_in_words}: {last.who}, {when}."
        return "No changes wait here now."

    @cached_property
    def copy(self) -> WorkingCopy:
        """The changes that wait."""
        return self.obj.working_copy

    @cached_property
    def changes(self) -> list[FieldChange]:
        """What differs from the page that readers see."""
        page = shipped_values.of_row(self.obj, self.copy.values)
        warnings = working_copies.warnings(self.obj, self.copy)
        return field_words.compare_values(type(self.obj), page, self.copy.changes, warnings)

    @property
    def count(self) -> str:
        """How many words differ."""
        return field_words.count(self.changes)


class PublishChanges(AsShown, TellsReaders, CopyStep):
    """Let readers see the changes as they were shown, and say whether they are told."""

    name = "publish_changes"
    verb = "Publish the changes"

    @property
    def description(self) -> str:
        """When readers see it."""
        if not self.obj.is_published():
            return "The page takes these words. It is not public now, so readers see them once it is."
        late = isinstance(self.obj, PolicyTemplate)
        also = " What stands in its Word files follows with the next edition." if late else ""
        return f"Readers see these words at once, in place of the old ones.{also}"

    @property
    def success_message(self) -> str:  # type: ignore[override]
        return f"The changes are published. {self.told_words}"

    @cached_property
    def fingerprint(self) -> str:
        """The service asks for the same, and judges again."""
        return working_copies.fingerprint(self.obj, self.copy)

    def perform(self, by: User) -> None:
        note = self.told if self.is_told else ""
        working_copies.publish(obj=self.obj, seen=self.cleaned_data["seen"], by=by, note=note)


class HandOver(CopyStep):
    """Ask the advisers to publish the changes."""

    name = "hand_over"
    verb = "Ready for an adviser"
    description = "An adviser reads your changes, then publishes them or sends them back with a comment."
    success_message = "Handed over. It now says “ready for an adviser” on their first page."

    line = text_area(
        label="What you changed, and why", help_text="A line for the adviser. Readers do not see it."
    )

    @classmethod
    def applies_to(cls, obj) -> bool:
        return super().applies_to(obj) and obj.working_copy.state != WorkingCopy.State.READY

    def perform(self, by: User) -> None:
        working_copies.hand_over(obj=self.obj, line=self.cleaned_data["line"], by=by)


class SendBack(CopyStep):
    """Give the changes back to their writer, with a comment."""

    name = "send_back"
    verb = "Send back"
    success_message = "Sent back. The writer sees your comment on the page and on their first page."

    comment = text_area(
        label="What should change", help_text="The writer sees it above the form. Their text stays as it is."
    )

    @property
    def description(self) -> str:
        """Whom it goes back to."""
        writer = self.copy.handed_to or self.copy.owner_name
        return f"The changes go back to {writer}. Readers see nothing of them."

    @classmethod
    def applies_to(cls, obj) -> bool:
        return super().applies_to(obj) and obj.working_copy.state == WorkingCopy.State.READY

    def perform(self, by: User) -> None:
        working_copies.send_back(obj=self.obj, comment=self.cleaned_data["comment"], by=by)


class DiscardChanges(CopyStep):
    """Give the changes up."""

    name = "discard_changes"
    verb = "Discard the changes"
    description = (
        "The page stays as readers see it. The text of the changes is kept under “Earlier versions”, "
        "where you can take it up again."
    )
    success_message = "The changes are discarded. Their text is kept under “Earlier versions”."

    def perform(self, by: User) -> None:
        working_copies.discard(obj=self.obj, by=by)


COPY_STEPS = (PublishChanges, HandOver, SendBack, DiscardChanges)
