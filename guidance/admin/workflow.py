"""The steps in the life of a page that ask an adviser something first: publish, withdraw, mark as checked.

Each is a form that knows when it applies, what it asks, and what ``guidance.services.publishing`` then does.
"""

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from guidance.admin.seen_uses import SeenUses
from guidance.models import Publishable
from guidance.services import publishing


def date_and_time_field(**options) -> forms.DateTimeField:
    """A date and time that the browser's own picker fills in; London time."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(required=False, widget=widget, **options)


def date_field(**options) -> forms.DateField:
    """A day that the browser's own picker fills in."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


def text_area(**options) -> forms.CharField:
    """A sentence or two."""
    widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
    return forms.CharField(widget=widget, **options)


class WorkflowForm(forms.Form):
    """What every step has: its name in addresses, its words, and the content it is about."""

    name = ""
    verb = ""
    success_message = ""
    page = "admin/guidance/workflow.html"

    def __init__(self, *args, obj: Any, site: AdminSite, **kwargs) -> None:
        self.obj = obj
        super().__init__(*args, **kwargs)

    @classmethod
    def applies_to(cls, obj: Any) -> bool:
        """Whether ``obj`` is in a state in which this step makes sense."""
        raise NotImplementedError

    @classmethod
    def too_late(cls, obj: Any) -> str:
        """Why it does not apply to ``obj`` now, for whoever opened its page when it did."""
        return f"It is {obj.state().predicate} now, so “{cls.verb}” is not for it."

    @property
    def description(self) -> str:
        """What it does, in a sentence or two."""
        return ""

    def save(self, by: User) -> bool:
        """Do it if the answers are valid and the service agrees; else keep the errors."""
        if not self.is_valid():
            return False
        try:
            self.perform(by)
        except ValidationError as error:
            self._say(error)
            return False
        return True

    def _say(self, error: ValidationError) -> None:
        """Beside the field that the service names, if it is here; else above the form."""
        fields = getattr(error, "error_dict", {})
        if fields and fields.keys() <= self.fields.keys():
            self.add_error(None, error)
        else:
            self.add_error(None, error.messages)

    def perform(self, by: User) -> None:
        raise NotImplementedError


class Publish(WorkflowForm):
    """Put a page before the public, now or at a set time."""

    name = "publish"
    verb = "Publish"
    description = "Readers and search engines will see this page. Its address can then no longer change."
    success_message = "Published."

    at = date_and_time_field(
        label="From", help_text="Leave it empty to publish now. A time to come schedules it."
    )
    until = date_and_time_field(
        label="Until", help_text="When it stops being public. Leave it empty if there is no such day."
    )
    note = text_area(
        label="What changed, for readers",
        required=False,
        help_text=(
            "Readers see it under Updates, in the feeds, and in the history of the page where it has one. "
            "Leave it empty when the page is new."
        ),
    )

    @classmethod
    def applies_to(cls, obj: Publishable) -> bool:
        return not obj.is_published() or obj.withdraw_at is not None

    def perform(self, by: User) -> None:
        answers = self.cleaned_data
        publishing.publish(
            obj=self.obj, by=by, note=answers["note"], at=answers["at"], until=answers["until"]
        )


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
        is_withdrawable = obj.state() not in {Publishable.State.DRAFT, Publishable.State.WITHDRAWN}
        return is_withdrawable and not obj.is_load_bearing

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
    success_message = "Marked as checked."

    on = date_field(label="Checked on", initial=timezone.localdate, help_text="The day you checked it.")
    next_check_on = date_field(
        label="Check again on", help_text="When somebody must look again. Readers see this day too."
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_check_on"].initial = publishing.next_check_day(timezone.localdate())

    @classmethod
    def applies_to(cls, obj: Publishable) -> bool:
        return obj.is_published()

    def perform(self, by: User) -> None:
        answers = self.cleaned_data
        publishing.mark_checked(obj=self.obj, by=by, on=answers["on"], next_check_on=answers["next_check_on"])


WORKFLOW = (Publish, MarkChecked, Withdraw)
