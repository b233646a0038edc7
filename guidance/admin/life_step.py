"""A step that decides about the life of a page, and judges the state which the person saw."""

from collections.abc import Set
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from guidance.admin.draft_form import with_answer
from guidance.admin.workflow_form import WorkflowForm
from guidance.models import Publishable
from guidance.services import decided

State = Publishable.State


class LifeStep(WorkflowForm):
    """A step that judges the state which the person saw, so that of two the second is told."""

    states: ClassVar[Set[State]] = frozenset()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self._shown

    @classmethod
    def applies_to(cls, obj: Publishable) -> bool:
        return obj.state() in cls.states

    def clean(self) -> dict:
        """Refuse what was decided about another state than there is now. The row is held."""
        answers = super().clean() or self.cleaned_data
        if (seen := answers.get("seen")) and seen != self._shown:
            self.data = with_answer(self.data, "seen", self._shown)
            raise ValidationError(f"Nothing was done. {decided.already(self.obj)} Look at it again.")
        return answers

    @property
    def _shown(self) -> str:
        moments = (self.obj.publish_at, self.obj.withdraw_at)
        return " ".join([self.obj.status, *(moment.isoformat() if moment else "-" for moment in moments)])
