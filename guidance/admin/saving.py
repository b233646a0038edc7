"""How forms of content are saved: the row is held, and only what the person changed is written.

So what a colleague saved in another field since the form was opened stays as they wrote it.
"""

from django import forms
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest

from guidance.services import editing
from lesas_portal.core import audit
from lesas_portal.core.admin.base import AuditedAdmin


class ChangesForm(forms.ModelForm):
    """A form that tells what the person changed from what a colleague changed since it was opened.

    It carries each field as it was when the form was opened, hidden, and compares with that. A form that
    comes back without them is compared with the row as it is now.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        has_initial = not self.is_bound or any(
            self.add_initial_prefix(name) in self.data for name in self.fields
        )
        for field in self.fields.values():
            field.show_hidden_initial = has_initial and self.instance.pk is not None

    def clean(self) -> dict:
        """Take what the person did not change from the row as it is now."""
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


class SavingAdmin(AuditedAdmin):
    """Reads a row under a lock when it is about to be changed, and writes the changed fields only."""

    form = ChangesForm
    services_note = True

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        """The row; held, and as it is now, when a form about it was sent.

        Django opens a transaction for a form that is sent, and for nothing else.
        """
        obj = super().get_object(request, object_id, from_field)
        in_transaction = transaction.get_connection().in_atomic_block
        if obj is None or request.method != "POST" or not in_transaction:
            return obj
        self.hold(obj)
        return super().get_object(request, object_id, from_field)

    def hold(self, obj: Model) -> None:
        """Let nobody else change the row of ``obj`` until the transaction ends."""
        self.model._base_manager.select_for_update(no_key=True).filter(pk=obj.pk).first()

    def save_model(self, request: HttpRequest, obj: Model, form: forms.ModelForm, change: bool) -> None:
        save = editing.save_changes if change else editing.add
        save(obj=obj, by=audit.signed_in(request))
