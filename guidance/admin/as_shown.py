"""Steps that do only what was shown: what changed after their page was opened is refused, and shown."""

import hashlib
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError

from guidance.admin.draft_form import with_answer
from guidance.admin.workflow_form import WorkflowForm


class AsShown(WorkflowForm):
    """A step that carries a fingerprint of what it showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    needs_seen = True
    """Whether an answer that does not say what was shown is refused too."""
    changed_words = "It changed after you opened this page. It stands here as it is now: read it again first."

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.fingerprint

    @property
    def shown(self) -> str:
        """What the page shows, as text."""
        raise NotImplementedError

    @cached_property
    def fingerprint(self) -> str:
        """A fingerprint of what the page shows now."""
        return hashlib.sha256(self.shown.encode()).hexdigest()

    def clean(self) -> dict:
        """Refuse what is not what was shown. The row is held meanwhile; the answers stay in the form."""
        answers = super().clean() or self.cleaned_data
        seen = answers.get("seen")
        if seen != self.fingerprint and (seen or self.needs_seen):
            self.data = with_answer(self.data, "seen", self.fingerprint)
            raise ValidationError(self.changed_words)
        return answers
