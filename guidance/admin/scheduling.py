"""The steps that decide from when to when a page is public, each a plain thing of its own.

Publish now, schedule, move, cancel the schedule, set an end date: none does what another one does.
"""

from django.contrib.auth.models import User

from guidance.admin.life_step import BecomesPublic, LifeStep
from guidance.admin.workflow_form import date_and_time_field, text_area
from guidance.clock_words import dated_moment_words
from guidance.models import GuidedRoute, Publishable, Revision
from guidance.services import publishing, scheduling

State = Publishable.State
NOTE_HELP = (
    "Readers see it under Updates, in the feeds, and in the history of the page where it has one. "
    "Leave it empty when the page is new."
)


class Publish(BecomesPublic):
    """Put a page before the public now."""

    name = "publish"
    verb = "Publish now"
    states = frozenset({State.DRAFT, State.SCHEDULED, State.ENDED, State.WITHDRAWN})

    note = text_area(label="What changed, for readers", required=False, help_text=NOTE_HELP)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].initial = _note_to_come(self.obj)

    @property
    def description(self) -> str:
        first = "Readers and search engines will see this page at once."
        if self.obj.state() is State.SCHEDULED and self.obj.withdraw_at:
            return f"{first} It still stops being public on {dated_moment_words(self.obj.withdraw_at)}."
        return first if self.obj.first_public_at else f"{first} Its address can then no longer change."

    @property
    def success_message(self) -> str:  # type: ignore[override]
        if self.obj.withdraw_at:
            return f"Published, until {dated_moment_words(self.obj.withdraw_at)}."
        return "Published. Readers see it now."

    def perform(self, by: User) -> None:
        publishing.publish(obj=self.obj, by=by, note=self.cleaned_data["note"])


class Schedule(BecomesPublic):
    """Let a page become public at a moment to come."""

    name = "schedule"
    verb = "Schedule"
    states = frozenset({State.DRAFT, State.ENDED, State.WITHDRAWN})

    at = date_and_time_field(
        label="Public from", help_text="A day and a time to come, in UK time. Nothing is dated back."
    )
    note = text_area(label="What changed, for readers", required=False, help_text=NOTE_HELP)

    @property
    def description(self) -> str:
        if self.obj.was_published():
            return (
                "The page comes back by itself at that moment. Until then its old address says when it "
                "comes back."
            )
        return (
            "The page becomes public by itself at that moment. Until then its address shows nothing, and "
            "you can move it or cancel it."
        )

    @property
    def success_message(self) -> str:  # type: ignore[override]
        words = f"Scheduled for {dated_moment_words(self.obj.publish_at)}"
        if self.obj.withdraw_at:
            return f"{words}, until {dated_moment_words(self.obj.withdraw_at)}."
        return f"{words}."

    def perform(self, by: User) -> None:
        answers = self.cleaned_data
        scheduling.schedule(obj=self.obj, by=by, at=answers["at"], note=answers["note"])


class Move(BecomesPublic):
    """Let a page that is scheduled become public at another moment."""

    name = "move"
    verb = "Move"
    states = frozenset({State.SCHEDULED})

    at = date_and_time_field(label="Public from", help_text="Another day or time to come, in UK time.")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].initial = self.obj.publish_at

    @property
    def description(self) -> str:
        return f"It is scheduled for {dated_moment_words(self.obj.publish_at)}. Only that moment changes."

    @property
    def success_message(self) -> str:  # type: ignore[override]
        return f"Moved. It is scheduled for {dated_moment_words(self.obj.publish_at)} now."

    def perform(self, by: User) -> None:
        scheduling.move(obj=self.obj, by=by, at=self.cleaned_data["at"])


class CancelSchedule(LifeStep):
    """Take back that a page will become public."""

    name = "cancel"
    verb = "Cancel the schedule"
    states = frozenset({State.SCHEDULED})

    @property
    def description(self) -> str:
        start = f"It was to become public on {dated_moment_words(self.obj.publish_at)}."
        if self.obj.was_published():
            return f"{start} It stays withdrawn instead, and its old address goes on saying why."
        return f"{start} It becomes a draft again: you can change its address, or delete it."

    @property
    def success_message(self) -> str:  # type: ignore[override]
        if self.obj.was_published():
            return "Schedule cancelled. It stays withdrawn."
        return "Schedule cancelled. It is a draft again."

    def perform(self, by: User) -> None:
        scheduling.cancel(obj=self.obj, by=by)


class SetEnd(LifeStep):
    """Let a page stop being public at a moment to come, or take that away."""

    name = "end"
    verb = "Set an end date"
    states = frozenset({State.PUBLIC, State.SCHEDULED})

    until = date_and_time_field(
        label="Public until",
        required=False,
        help_text="When it stops being public, in UK time. Leave it empty if there is no such day.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = self.obj.withdraw_at

    @classmethod
    def applies_to(cls, obj: Publishable) -> bool:
        needed = obj.is_load_bearing or isinstance(obj, GuidedRoute)
        return super().applies_to(obj) and not needed

    @classmethod
    def too_late(cls, obj: Publishable) -> str:
        if obj.is_load_bearing or isinstance(obj, GuidedRoute):
            return "Other pages need it, so it cannot have an end date."
        return super().too_late(obj)

    @property
    def description(self) -> str:
        return "Only the end date changes. After it the old address says until when the page was here."

    @property
    def success_message(self) -> str:  # type: ignore[override]
        if self.obj.withdraw_at:
            return f"It stops being public on {dated_moment_words(self.obj.withdraw_at)}."
        return "It has no end date any more."

    def perform(self, by: User) -> None:
        scheduling.set_end(obj=self.obj, by=by, until=self.cleaned_data["until"])


def _note_to_come(obj: Publishable) -> str:
    """The note with which ``obj`` was scheduled, which goes when it is published before its day."""
    if obj.publish_at is None or obj.state() is not State.SCHEDULED:
        return ""
    told = Revision.objects.of(obj).filter(at=obj.publish_at, notable=True).first()
    return told.note if told else ""
