"""How forms of the admin are saved: nobody's work is lost.

Every form carries a token of what it showed. It is compared with the row, which is held, when the form is
sent. Where somebody saved the page meanwhile, nothing is saved, and a page shows both and asks whose to keep.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import IntegrityError, models, transaction
from django.db.models import Model
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, QueryDict

from lesas_portal.core import audit, carried_form, open_forms
from lesas_portal.core.admin import clash_page
from lesas_portal.core.admin.base import AuditedAdmin
from lesas_portal.core.admin.form_parts import FormParts
from lesas_portal.core.form_fields import TextBlockField

TOKEN = clash_page.TOKEN


class SavingAdmin(AuditedAdmin):
    """Reads a row under a lock when it is about to be changed, and saves no form that shows an older one."""

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

    # What a form shows

    def seen(self, request: HttpRequest, obj: Model) -> Mapping[str, str]:
        """Return what the form of ``obj`` shows, as text by its part: fields, inline rows, state."""
        return {**self.form_parts(request, obj).shown(), clash_page.STATE: self.state_shown(obj)}

    def state_shown(self, obj: Model) -> str:  # noqa: ARG002 - for those that have one
        """Return the state that the form shows and does not change, as whether the page is public."""
        return ""

    def form_parts(self, request: HttpRequest, obj: Model, data: QueryDict | None = None) -> FormParts:
        """Return the parts of the form of ``obj``: as stored, or as sent with ``data``."""
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        form = self.get_form(request, obj, change=True, fields=fields)(data, instance=obj)
        return FormParts(form, self._editable_formsets(request, obj, data))

    def _editable_formsets(
        self, request: HttpRequest, obj: Model, data: QueryDict | None
    ) -> list[BaseInlineFormSet]:
        formsets, prefixes = [], dict[str, int]()
        for kind, inline in self.get_formsets_with_inlines(request, obj):
            prefix = kind.get_default_prefix()
            prefixes[prefix] = prefixes.get(prefix, 0) + 1
            if prefixes[prefix] > 1:
                prefix = f"{prefix}-{prefixes[prefix]}"
            may = (inline.has_add_permission, inline.has_change_permission, inline.has_delete_permission)
            if any(one(request, obj) for one in may):
                rows = inline.get_queryset(request)
                formsets.append(kind(data, instance=obj, prefix=prefix, queryset=rows))
        return formsets

    # The form

    @carried_form.shows_again
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context=None) -> HttpResponse:
        return super().add_view(request, form_url, extra_context)

    @carried_form.shows_again
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None
    ) -> HttpResponse:
        return super().change_view(request, object_id, form_url, extra_context)

    def changeform_view(self, request: HttpRequest, object_id=None, form_url="", extra_context=None):
        """The form; read once more where a colleague took its number or name while it was saved, so that it
        says what is taken."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            # Nothing of the first is kept, and what the form is compared with has changed.
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Django's, which saves; before it the token is compared, or made before the form is read."""
        extra = {**(extra_context or {})}
        if object_id:
            obj = self.get_object(request, unquote(object_id))
            if request.method == "POST":
                if stopped := clash_page.instead_of_saving(self, request, object_id, obj):
                    return stopped
            elif obj and self.has_change_permission(request, obj):
                extra["others"] = open_forms.others(obj=obj, but=request.user)
                open_forms.note(obj=obj, person=request.user)
            if obj and self.has_change_permission(request, obj):
                extra["token"] = request.POST.get(TOKEN) or clash_page.token(self, request, obj)
        if said := carried_form.only_shows(request):
            extra["only_shows"], form_url = said, request.get_full_path()
        return super()._changeform_view(request, object_id, form_url, extra)  # type: ignore[misc]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """A form that is only shown again is never valid, so that Django does not save it."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return _shown_only(form) if carried_form.only_shows(request) else form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Long texts have line ends as files have them before they are compared with what is stored."""
        if isinstance(db_field, models.TextField) and not db_field.choices:
            kwargs.setdefault("form_class", TextBlockField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def response_change(self, request, obj):
        if "_continue" not in request.POST:
            open_forms.leave(obj=obj, person=audit.signed_in(request))
        return super().response_change(request, obj)


def _shown_only(form: Any) -> Any:
    return type(form.__name__, (form,), {"is_valid": lambda _: False})
