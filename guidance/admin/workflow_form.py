"""What every step of the workflow is made of: a form that knows when it applies and what it then does."""

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from guidance.services import decided


def date_and_time_field(**options) -> forms.DateTimeField:
    """A date and time that the browser's own picker fills in; London time."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(widget=widget, **options)


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
        return decided.already(obj)

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
