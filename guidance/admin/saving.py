"""How forms of content are saved: only what differs from the row is written, and noted once."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest

from guidance.models import Publishable
from guidance.services import editing
from lesas_portal.core import audit
from lesas_portal.core.admin import saving
from lesas_portal.core.clock import moment_in_full


class ChangesForm(forms.ModelForm):
    """A form that leaves as it is what the person did not change, down to the order of a list."""

    def clean(self) -> dict:
        """Take what the person did not change from the row."""
        super().clean()
        cleaned = self.cleaned_data
        if self.instance.pk is None:
            return cleaned
        plain = {field.name for field in self.instance._meta.fields}
        lists = {field.name for field in self.instance._meta.many_to_many}
        for name in cleaned.keys() - set(self.changed_data):
            if name in lists:
                cleaned[name] = getattr(self.instance, name).all()
            elif name in plain:
                cleaned[name] = getattr(self.instance, name)
        return cleaned


class SavingAdmin(saving.SavingAdmin):
    """Writes the changed fields only, through the service that notes who changed them."""

    form = ChangesForm
    services_note = True
    rows_in_fields: frozenset[str] = frozenset()
    """The fields of the form that stand for rows of their own, as the hours of a helpline do."""

    def state_shown(self, obj: Model) -> str:
        """Whether readers see it, and from and until when."""
        if not isinstance(obj, Publishable):
            return ""
        return ", ".join([str(obj.state().label), *_moments(obj)])

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        save = editing.save_changes if change else editing.add
        form.is_noted = bool(save(obj=obj, by=audit.signed_in(request)))

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets, change: bool) -> None:
        """Note a change of lists and rows alone: the service that writes the row itself did not see it."""
        super().save_related(request, form, formsets, change)
        lists = {field.name for field in form.instance._meta.many_to_many} | self.rows_in_fields
        is_changed = bool(lists & set(form.changed_data)) or any(one.has_changed() for one in formsets)
        if change and is_changed and not getattr(form, "is_noted", True):
            editing.note_change_of_parts(obj=form.instance, by=audit.signed_in(request))


def _moments(obj: Publishable) -> Iterator[str]:
    for word, moment in (("from", obj.publish_at), ("until", obj.withdraw_at)):
        if moment:
            yield f"{word} {moment_in_full(moment)}"
