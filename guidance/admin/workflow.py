"""The steps in the life of a page that ask an adviser something first: withdraw, mark as checked, and all.

Each is a form that knows when it applies, what it asks, and what the services then do. Those that decide from
when to when a page is public stand in ``scheduling``.
"""

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.models import User
from django.utils import timezone

from guidance.admin.scheduling import CancelSchedule, Move, Publish, Schedule, SetEnd
from guidance.admin.seen_uses import SeenUses
from guidance.admin.workflow_form import WorkflowForm, date_and_time_field, date_field, text_area
from guidance.models import Publishable
from guidance.services import checking, publishing

__all__ = [
    "WORKFLOW",
    "MarkChecked",
    "Publish",
    "Withdraw",
    "WorkflowForm",
    "date_and_time_field",
    "date_field",
    "text_area",
]


class Withdraw(SeenUses, WorkflowForm):
    """Take a page off the site; its address then says why."""

    name = "withdraw"
    verb = "Withdraw"
    description = (
        "The page leaves the site. Readers who follow an old link see your reason and what replaced it."
    )
    success_message = "Withdrawn. Its address now says why."
    page = "admin/guidance/withdraw.html"

    reason = text_area(label="Why it is withdrawn", help_text="One sentence for readers of the old address.")

    def __init__(self, *args, obj: Publishable, site: AdminSite, **kwargs) -> None:
        super().__init__(*args, obj=obj, site=site, **kwargs)
        field = type(obj)._meta.get_field("successor")
        self.fields["successor"] = forms.ModelChoiceField(
            label="What replaces it",
            required=False,
            queryset=type(obj).objects.published().exclude(pk=obj.pk),
            widget=AutocompleteSelect(field, site),
            help_text="A public page of the same sort. Leave it empty if nothing does.",
        )
        self.ask_about_uses(obj)

    @classmethod
    def applies_to(cls, obj: Publishable) -> bool:
        is_withdrawable = obj.state() in {Publishable.State.PUBLIC, Publishable.State.ENDED}
        return is_withdrawable and not obj.is_load_bearing

    @classmethod
    def too_late(cls, obj: Publishable) -> str:
        needed = "Other pages need it, so it cannot be withdrawn."
        return needed if obj.is_load_bearing else super().too_late(obj)

    def perform(self, by: User) -> None:
        answers = self.cleaned_data
        publishing.withdraw(obj=self.obj, by=by, reason=answers["reason"], successor=answers["successor"])


class MarkChecked(WorkflowForm):
    """Put one's name to it that a page is right and current."""

    name = "check"
    verb = "Mark as checked"
    description = (
        "Say that you read this page and its links, and that it is right and current. Readers see the day."
    )
    success_message = "Marked as checked. You can undo it until midnight, under Checks."

    on = date_field(label="Checked on", initial=timezone.localdate, help_text="The day you checked it.")
    next_check_on = date_field(
        label="Check again on",
        help_text="When somebody must look again: 3 to 36 months later. Readers see this day too.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_check_on"].initial = checking.next_check_day(timezone.localdate())

    @classmethod
    def applies_to(cls, obj: Publishable) -> bool:
        return obj.is_published()

    def perform(self, by: User) -> None:
        answers = self.cleaned_data
        checking.mark_checked(obj=self.obj, by=by, on=answers["on"], next_check_on=answers["next_check_on"])


WORKFLOW = (Publish, Schedule, Move, CancelSchedule, MarkChecked, SetEnd, Withdraw)
