"""The pages and buttons of decisions: who may decide what, and how it is asked."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from guidance.admin.decisions import DECISIONS, Decision
from guidance.admin.saving import SavingAdmin
from guidance.models import Publishable


def may_publish(request: HttpRequest) -> bool:
    """Whether this person may publish, withdraw and check."""
    return request.user.has_perm("guidance.publish_content")


class DecidingAdmin(SavingAdmin):
    """Adds a page for each decision to a model's admin."""

    decisions: tuple[type[Decision], ...] = DECISIONS

    def may_decide(self, request: HttpRequest, obj: Publishable, decision: type[Decision]) -> bool:
        """Whether this person may take this decision about ``obj`` as it stands."""
        return may_publish(request) and self.has_view_permission(request, obj) and decision.applies_to(obj)

    def decision_buttons(self, request: HttpRequest, obj: Publishable) -> list[tuple[str, str]]:
        """Words and addresses of the decisions that this person may take about ``obj`` now."""
        return [
            (decision.verb, self.address(obj, decision.name))
            for decision in self.decisions
            if self.may_decide(request, obj, decision)
        ]

    def get_urls(self):
        return [
            path(
                f"<path:object_id>/{decision.name}/",
                self.admin_site.admin_view(partial(self.decision_view, decision=decision)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{decision.name}",
            )
            for decision in self.decisions
        ] + super().get_urls()

    def decision_view(self, request: HttpRequest, object_id: str, decision: type[Decision]) -> HttpResponse:
        """Ask what ``decision`` needs to know; on POST decide, say so and go back to the page.

        On POST the row is held throughout, so that a second click sees what the first one did.
        """
        if request.method != "POST":
            return self._decide(request, object_id, decision)
        with transaction.atomic():
            return self._decide(request, object_id, decision)

    def _decide(self, request: HttpRequest, object_id: str, decision: type[Decision]) -> HttpResponse:
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        is_sent = request.method == "POST"
        if not self.may_decide(request, obj, decision):
            if is_sent and may_publish(request) and not decision.applies_to(obj):
                return self._too_late(request, obj, decision)
            raise PermissionDenied
        form = decision(request.POST if is_sent else None, obj=obj, site=self.admin_site)
        if is_sent and form.decide(request.user):
            self.message_user(request, f"{obj}: {decision.done}", messages.SUCCESS)
            return HttpResponseRedirect(self.address(obj, "change"))
        return self._ask(request, obj, form)

    def _too_late(
        self, request: HttpRequest, obj: Publishable, decision: type[Decision]
    ) -> HttpResponseRedirect:
        """For a second click, or when a colleague was quicker."""
        state = f"It is {obj.state_in_words()} now, so “{decision.verb}” is not for it."
        self.message_user(request, f"{obj}: nothing was done. {state}", messages.WARNING)
        return HttpResponseRedirect(self.address(obj, "change"))

    def _ask(self, request: HttpRequest, obj: Publishable, form: Decision) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"{form.verb}: {obj}",
            "form": form,
            "media": self.media + form.media,
            "opts": self.opts,
            "original": obj,
            "back_url": self.address(obj, "change"),
        }
        return TemplateResponse(request, "admin/guidance/decision.html", context)

    def address(self, obj: Publishable, action: str) -> str:
        """The address of ``action`` ("change", "publish" …) for ``obj`` in this admin."""
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{action}"
        return reverse(name, args=[obj.pk])
