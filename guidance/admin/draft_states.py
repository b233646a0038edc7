"""The admin of drafts that wait beside what readers get: handed over by an Editor, sent back or issued.

For guided routes, with their questions and outcomes, and for clauses. What waits stands in their own rows;
the states are those of every working copy.
"""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from guidance.admin.saving import SavingAdmin
from guidance.admin.workflow_pages import WorkflowAdmin, may_publish
from guidance.admin.working_copy_steps import HandOver, SendBack
from guidance.services import draft_states
from guidance.services.draft_states import Drafted
from guidance.services.field_words import FieldChange
from lesas_portal.core import audit


class OfDraft:
    """For the steps of a draft: what differs is asked of its rows."""

    obj: Drafted

    @property
    def changes(self) -> list[FieldChange]:
        """What differs from what readers get."""
        return draft_states.changes(self.obj)


class HandOverDraft(OfDraft, HandOver):
    """Ask the advisers to issue the draft."""


class SendBackDraft(OfDraft, SendBack):
    """Give the draft back to its writer, with a comment."""


DRAFT_STEPS = (HandOverDraft, SendBackDraft)


class DraftSavingAdmin(SavingAdmin):
    """Brings the state of a draft up to date whenever its form is saved, and shows it there."""

    def drafted(self, obj: Any) -> Drafted:
        """The row of which ``obj`` is a part, and which is handed over: here itself."""
        return obj

    def save_related(self, request, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        is_changed = form.has_changed() or any(one.has_changed() for one in formsets)
        self.note_saved(request, form.instance, is_changed=is_changed)

    def note_saved(self, request: HttpRequest, obj: Model, *, is_changed: bool = True) -> None:
        """Let what was written of ``obj`` wait."""
        by = audit.signed_in(request)
        draft_states.note_saved(obj=self.drafted(obj), by=by, is_changed=is_changed)

    def response_change(self, request, obj) -> HttpResponse:
        answer = super().response_change(request, obj)
        return self._to_hand_over(request, obj) or answer

    def response_add(self, request, obj, post_url_continue=None) -> HttpResponse:
        answer = super().response_add(request, obj, post_url_continue)
        return self._to_hand_over(request, obj) or answer

    def _to_hand_over(self, request: HttpRequest, obj: Model) -> HttpResponse | None:
        drafted = self.drafted(obj)
        if "_hand_over" not in request.POST or not drafted.working_copies.exists():
            return None
        name = f"{self.admin_site.name}:guidance_{drafted._meta.model_name}_{HandOver.name}"
        return HttpResponseRedirect(reverse(name, args=[drafted.pk]))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["copy"] = self.drafted(obj).working_copy
        may_change = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        context["show_hand_over"] = may_change and not may_publish(request)
        return super().render_change_form(request, context, add, change, form_url, obj)


class DraftAdmin(DraftSavingAdmin, WorkflowAdmin):
    """For what is handed over itself: adds the steps."""

    def may_ask_for(self, request: HttpRequest, obj, form_class) -> bool:
        if form_class is HandOverDraft:
            return self.has_change_permission(request, obj)
        return super().may_ask_for(request, obj, form_class)
