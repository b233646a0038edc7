"""The admin of what is edited as a working copy: saving a public page is not publishing it.

An Editor proposes, an Adviser publishes. A draft is still saved itself, for nobody reads it yet.
"""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from reversion.models import Version

from guidance.admin.publishable import PublishableAdmin
from guidance.admin.where_used import WhereUsed
from guidance.admin.workflow import WORKFLOW, WorkflowForm
from guidance.admin.workflow_pages import may_publish
from guidance.admin.working_copy_steps import (
    COPY_STEPS,
    DiscardChanges,
    HandOver,
    PublishChanges,
    with_copy,
)
from guidance.models import Publishable, WorkingCopy
from guidance.services import overlay, shipped_values, versions, working_copies
from guidance.services.tidying import Tidied
from lesas_portal.core import audit, open_forms

State = Publishable.State
FORM = "shows_working_copy"
"""Set on a request about the form of a row or its preview, which show the changes that wait."""


class WorkingCopyAdmin(WhereUsed, PublishableAdmin):
    """Base of the nouns that are edited as working copies."""

    workflow: tuple[type[WorkflowForm], ...] = (*COPY_STEPS, *WORKFLOW)
    change_form_template = "admin/guidance/copy_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("working_copies")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None):
        """The row; in its form and its preview with the changes that wait."""
        obj: Any = super().get_object(request, object_id, from_field)
        if obj and getattr(request, FORM, False) and obj.working_copy:
            overlay.show_values(obj, obj.working_copy.changes)
        return obj

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        setattr(request, FORM, True)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        setattr(request, FORM, True)
        return super().preview_view(request, object_id)

    def tidied_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        setattr(request, FORM, True)
        return super().tidied_view(request, object_id)

    def put_back(self, request: HttpRequest, obj: Any, texts: dict[str, Tidied]) -> None:
        """Where the changes wait, the pasted text waits too."""
        if not self.waits(request, obj):
            return super().put_back(request, obj, texts)
        working_copies.put_back(obj=obj, texts=texts, by=audit.signed_in(request))

    def waits(self, request: HttpRequest, obj) -> bool:
        """Whether what this person saves in the form waits, so that readers see nothing of it yet."""
        if obj.working_copy or obj.is_published():
            return True
        return obj.state() is State.SCHEDULED and not may_publish(request)

    def tells_on_saving(self, obj: Publishable) -> bool:
        return False

    # Who may do what

    def has_change_permission(self, request, obj=None) -> bool:
        """An Editor may propose changes to what is public or scheduled; they wait for an Adviser."""
        if obj is not None and obj.state() in {State.PUBLIC, State.SCHEDULED}:
            return admin.ModelAdmin.has_change_permission(self, request, obj)
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        """What waits must be published or discarded first."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.working_copy is None)

    def may_ask_for(self, request: HttpRequest, obj, form_class: type[WorkflowForm]) -> bool:
        if form_class is HandOver:
            return self.has_change_permission(request, obj)
        if form_class is DiscardChanges and obj.working_copy and obj.working_copy.owner_id == request.user.pk:
            return self.has_change_permission(request, obj)
        return super().may_ask_for(request, obj, form_class)

    def workflow_buttons(self, request: HttpRequest, obj) -> list[tuple[str, str]]:
        """All but the one that gives changes up: that is a link beside what waits."""
        discard = self.address(obj, DiscardChanges.name)
        return [(verb, url) for verb, url in super().workflow_buttons(request, obj) if url != discard]

    # Saving

    def save_model(self, request, obj, form, change: bool) -> None:
        if not (change and self.waits(request, obj)):
            return super().save_model(request, obj, form, change)
        there = {*versions.content_fields(self.model)} - working_copies.FIXED
        names = [name for name in form.cleaned_data if name in there]
        for name in names:
            if isinstance(form.cleaned_data[name], models.QuerySet):
                overlay.show_rows(obj, name, form.cleaned_data[name])
        values = shipped_values.of_row(obj, names)
        working_copies.save(obj=obj, values=values, by=audit.signed_in(request))

    def save_related(self, request, form, formsets, change) -> None:
        """Nothing where the changes wait: links are part of the working copy."""
        if not (change and self.waits(request, form.instance)):
            super().save_related(request, form, formsets, change)

    def construct_change_message(self, request, form, formsets, add=False) -> list:
        """Nothing: Django asks it for its log, which nobody keeps, and looks at rows that were not saved."""
        return []

    def response_change(self, request, obj) -> HttpResponse:
        if not self.waits(request, obj):
            return super().response_change(request, obj)
        has_copy = WorkingCopy.objects.of(obj).exists()
        if "_continue" not in request.POST:
            open_forms.leave(obj=obj, person=audit.signed_in(request))
        for button, form_class in (("_publish", PublishChanges), ("_hand_over", HandOver)):
            if has_copy and button in request.POST:
                return HttpResponseRedirect(self.address(obj, form_class.name))
        words = "Saved in the working copy. Readers see the old page until an adviser publishes the changes."
        if not has_copy:
            words = "Nothing differs from the page that readers see, so no changes wait."
        self.message_user(request, f"{obj}: {words}", messages.SUCCESS if has_copy else messages.INFO)
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.path)
        return self.response_post_save_change(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may_change = self.has_change_permission(request, obj)
        if obj:
            context["copy"] = obj.working_copy
            if self.may_perform(request, obj, DiscardChanges):
                context["discard_url"] = self.address(obj, DiscardChanges.name)
            context["waits"] = may_change and self.waits(request, obj)
            context["show_hand_over"] = context["waits"] and not may_publish(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def goes_on_to_publish(self, request, obj) -> bool:
        waits = obj is not None and self.waits(request, obj) and may_publish(request)
        return waits or super().goes_on_to_publish(request, obj)

    # Earlier versions

    def put_words(self, request: HttpRequest, obj) -> str:
        if self.waits(request, obj):
            return "Put this version into the working copy"
        return super().put_words(request, obj)

    def put_version(self, request: HttpRequest, obj, version: Version) -> HttpResponse:
        if not self.waits(request, obj):
            return super().put_version(request, obj, version)
        if working_copies.put_version(obj=obj, version=version, by=audit.signed_in(request)):
            words = "It waits in the working copy. Readers see the page as it was until it is published."
            self.message_user(request, words, messages.SUCCESS)
        else:
            self.message_user(request, "That version says what the page says now.", messages.INFO)
        return HttpResponseRedirect(self.address(obj, "change"))

    # Lists

    @admin.display(description="state", ordering="status")
    def state(self, obj) -> str:
        """The state of the page, and of the changes that wait."""
        return with_copy(super().state(obj), obj.working_copy)
