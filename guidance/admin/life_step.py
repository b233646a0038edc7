"""A step that decides about the life of a page, and judges the state which the person saw."""

import json
from collections.abc import Set
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from guidance.admin.as_shown import AsShown
from guidance.admin.draft_form import with_answer
from guidance.admin.workflow_form import WorkflowForm
from guidance.models import Publishable
from guidance.services import decided, shipped_values, versions

State = Publishable.State


class LifeStep(WorkflowForm):
    """A step that judges the state which the person saw, so that of two the second is told."""

    states: ClassVar[Set[State]] = frozenset()
    state_seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state_seen"].initial = self._state

    @classmethod
    def applies_to(cls, obj: Publishable) -> bool:
        return obj.state() in cls.states

    def clean(self) -> dict:
        """Refuse what was decided about another state than there is now. The row is held."""
        answers = super().clean() or self.cleaned_data
        if (seen := answers.get("state_seen")) and seen != self._state:
            self.data = with_answer(self.data, "state_seen", self._state)
            raise ValidationError(f"Nothing was done. {decided.already(self.obj)} Look at it again.")
        return answers

    @property
    def _state(self) -> str:
        moments = (self.obj.publish_at, self.obj.withdraw_at)
        return " ".join([self.obj.status, *(moment.isoformat() if moment else "-" for moment in moments)])


class BecomesPublic(AsShown, LifeStep):
    """A step after which readers see the page: as it was shown, not as a colleague saved it since."""

    page = "admin/guidance/become_public.html"
    needs_seen = False
    changed_words = (
        "A colleague saved this page after you opened this one, so nothing was done. "
        "Look at the preview again, then press the button again."
    )

    @property
    def shown(self) -> str:
        """Every word of the page, its lists, its opening hours, and the edition that readers would get."""
        row, kind = self.obj, type(self.obj)
        words = shipped_values.of_row(row, versions.content_fields(kind))
        rows = {name: list(getattr(row, name).order_by("pk").values()) for name in versions.parts_of(kind)}
        edition = getattr(row, "edition", None)
        return json.dumps([words, rows, edition.pk if edition else None], default=str, sort_keys=True)
