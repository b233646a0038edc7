"""The pages and buttons of decisions: who may decide what, and how it is asked."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from guidance.admin.decisions import DECISIONS, Decision
from guidance.models import Publishable


def may_publish(request: HttpRequest) -> bool:
    """Whether this person may publish, withdraw and check."""
    return request.user.has_perm("guidance.publish_content")


class DecidingAdmin(admin.ModelAdmin):
    """Adds a page for each decision to a model's desk."""

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
        """Ask what ``decision`` needs to know; on POST decide, say so and go back to the page."""
        thing = self.get_object(request, object_id)
        if thing is None:
            raise Http404
        if not self.may_decide(request, thing, decision):
            raise PermissionDenied
        is_sent = request.method == "POST"
        form = decision(request.POST if is_sent else None, thing=thing, site=self.admin_site)
        if is_sent and form.decide(request.user):
            self.log_change(request, thing, decision.done)
            self.message_user(request, f"{thing}: {decision.done}", messages.SUCCESS)
            return HttpResponseRedirect(self.address(thing, "change"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"{decision.verb}: {thing}",
            "form": form,
            "media": self.media + form.media,
            "opts": self.opts,
            "original": thing,
            "back_url": self.address(thing, "change"),
        }
        return TemplateResponse(request, "admin/guidance/decision.html", context)

    def address(self, obj: Publishable, action: str) -> str:
        """The address of ``action`` ("change", "publish" …) for ``obj`` at this desk."""
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{action}"
        return reverse(name, args=[obj.pk])
