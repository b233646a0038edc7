"""The pages and buttons of the workflow: who may take which step, and how it is asked."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from guidance.admin.saving import SavingAdmin
from guidance.admin.workflow import WORKFLOW, WorkflowForm
from guidance.models import Publishable
from lesas_portal.core import audit


def may_publish(request: HttpRequest) -> bool:
    """Whether this person may publish, withdraw and check."""
    return request.user.has_perm("guidance.publish_content")


def may_write(request: HttpRequest, obj: Publishable | None) -> bool:
    """Whether this person may change ``obj``: drafts are for all who write, the rest is the advisers'."""
    return obj is None or obj.is_draft or may_publish(request)


class WorkflowAdmin(SavingAdmin):
    """Adds a page for each step of the workflow to a model's admin."""

    workflow: tuple[type[WorkflowForm], ...] = WORKFLOW

    def may_perform(self, request: HttpRequest, obj: Model, form_class: type[WorkflowForm]) -> bool:
        """Whether this person may take this step with ``obj`` as it stands."""
        return self.may_ask_for(request, obj, form_class) and form_class.applies_to(obj)

    def may_ask_for(self, request: HttpRequest, obj: Model, form_class: type[WorkflowForm]) -> bool:
        """Whether this step is for this person, whatever the state of ``obj``."""
        return may_publish(request) and self.has_view_permission(request, obj)

    def workflow_buttons(self, request: HttpRequest, obj: Model) -> list[tuple[str, str]]:
        """Words and addresses of the steps that this person may take with ``obj`` now."""
        return [
            (form_class.verb, self.address(obj, form_class.name))
            for form_class in self.workflow
            if self.may_perform(request, obj, form_class)
        ]

    def get_urls(self):
        return [
            path(
                f"<path:object_id>/{form_class.name}/",
                self.admin_site.admin_view(partial(self.workflow_view, form_class=form_class)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{form_class.name}",
            )
            for form_class in self.workflow
        ] + super().get_urls()

    def workflow_view(
        self, request: HttpRequest, object_id: str, form_class: type[WorkflowForm]
    ) -> HttpResponse:
        """Ask what ``form_class`` needs to know; on POST do it, say so and go back to the page.

        On POST the row is held throughout, so that a second click sees what the first one did.
        """
        if request.method != "POST":
            return self._answer(request, object_id, form_class)
        with transaction.atomic():
            return self._answer(request, object_id, form_class)

    def _answer(self, request: HttpRequest, object_id: str, form_class: type[WorkflowForm]) -> HttpResponse:
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        is_sent = request.method == "POST"
        if not self.may_perform(request, obj, form_class):
            if self.may_ask_for(request, obj, form_class) and not form_class.applies_to(obj):
                return self._too_late(request, obj, form_class)
            raise PermissionDenied
        form = form_class(request.POST if is_sent else None, obj=obj, site=self.admin_site)
        if is_sent and form.save(audit.signed_in(request)):
            self.message_user(request, f"{obj}: {form.success_message}", messages.SUCCESS)
            return HttpResponseRedirect(self.address(obj, "change"))
        return self._ask(request, obj, form)

    def _too_late(
        self, request: HttpRequest, obj: Model, form_class: type[WorkflowForm]
    ) -> HttpResponseRedirect:
        """For a second click, an old link, or when a colleague was quicker."""
        reason = form_class.too_late(obj)
        self.message_user(request, f"{obj}: nothing was done. {reason}", messages.WARNING)
        return HttpResponseRedirect(self.address(obj, "change"))

    def _ask(self, request: HttpRequest, obj: Model, form: WorkflowForm) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"{form.verb}: {obj}",
            "form": form,
            "media": self.media + form.media,
            "opts": self.opts,
            "original": obj,
            "back_url": self.address(obj, "change"),
        }
        return TemplateResponse(request, form.page, context)

    def address(self, obj: Model, action: str) -> str:
        """The address of ``action`` ("change", "publish" …) for ``obj`` in this admin."""
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{action}"
        return reverse(name, args=[obj.pk])
