"""A true preview of the screens of a guided route, from what is saved or from what is in the form."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from guidance.admin.saving import SavingAdmin
from guidance.models import GuidedRoute, RouteAnswer, RouteOutcome, RouteQuestion, RouteStep
from guidance.routes import graph, outline
from guidance.routes.pages import Screens
from guidance.routes.schema import COMMON, DANGER, Outcome, Question, Route
from guidance.services import route_checks, route_text
from guidance.views import routes

Shown = Question | Outcome


class NodePreview(SavingAdmin):
    """Adds a preview to the admin of questions and outcomes. Nothing that it shows is stored."""

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the screen as readers would see it; POST shows the form without saving it.

        A draft may lack what a screen needs, or lead nowhere: then the page says what is wrong.
        """
        obj = self.get_object(request, object_id)
        if not isinstance(obj, RouteQuestion | RouteOutcome):
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        is_unsaved = request.method == "POST"
        rows, problems = self._typed(request, obj) if is_unsaved else (_saved_rows(obj), [])
        screens = _screens(obj, _as_shown(obj, rows))
        try:
            page, context = _page_of(screens, obj)
            context |= {"preview": True, "noindex": True, "is_unsaved": is_unsaved, "problems": problems}
            return HttpResponse(render_to_string(page, context, request))
        except (LookupError, ValueError):
            own, _ = outline.sorted_faults(graph.errors(screens.book), obj.route.slug)
            kind = "question" if isinstance(obj, RouteQuestion) else "outcome"
            return cannot_show(self, request, obj, [*problems, *own.get((kind, obj.key), ())])

    def preview_url(self, obj: RouteQuestion | RouteOutcome) -> str:
        """The address of the preview of ``obj``."""
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_preview"
        return reverse(name, args=[obj.pk])

    def _typed(self, request: HttpRequest, obj: RouteQuestion | RouteOutcome) -> tuple[list, list[str]]:
        """Write what was typed on ``obj`` in memory; return its rows, and what the form refuses."""
        form = self.get_form(request, obj, change=True)(request.POST, instance=obj)
        problems = list(refused(form))
        rows: list[Any] = []
        for inline in self.get_inline_instances(request, obj):
            kind: Any = inline.get_formset(request, obj)
            formset = kind(request.POST, instance=obj, prefix=kind.get_default_prefix())
            if formset.is_valid():
                formset.save(commit=False)
            kept = [one for one in formset.forms if one.has_changed() or one.instance.pk]
            kept = [one for one in kept if one not in formset.deleted_forms]
            problems += [problem for one in kept for problem in refused(one)]
            rows += sorted((one.instance for one in kept), key=lambda row: row.order or 0)
        return rows, problems


def cannot_show(
    model_admin: SavingAdmin, request: HttpRequest, obj: Model, faults: list[str]
) -> HttpResponse:
    """Say why there is no preview yet."""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"No preview yet: {obj}",
        "faults": faults,
        "back_url": reverse(f"admin:guidance_{obj._meta.model_name}_change", args=[obj.pk]),
        "opts": model_admin.opts,
        "original": obj,
    }
    return TemplateResponse(request, "admin/guidance/no_preview.html", context)


def refused(form) -> Iterable[str]:
    """Yield what a form refuses, each with the label of its field."""
    labels = {name: field.label or name for name, field in form.fields.items()}
    for name, errors in form.errors.items():
        yield f"{labels.get(name, 'The form')}: {' '.join(map(str, errors))}"


def _saved_rows(obj: RouteQuestion | RouteOutcome) -> list[Any]:
    rows: Any = obj.answers if isinstance(obj, RouteQuestion) else obj.steps
    return list(rows.order_by("order", "pk"))


def _as_shown(obj: RouteQuestion | RouteOutcome, rows: list[Any]) -> Shown:
    if isinstance(obj, RouteQuestion):
        answers: list[RouteAnswer] = rows
        return route_text.question_of(obj, answers)
    steps: list[RouteStep] = rows
    return route_text.outcome_of(obj, steps)


def _screens(obj: RouteQuestion | RouteOutcome, shown: Shown) -> Screens:
    """The screens of the draft with ``shown`` in it; what all routes share is shown within the first."""
    return _screens_of(_with(route_text.of_draft(obj.route), shown))


def _screens_of(text: Route) -> Screens:
    book = route_checks.book_with(changed={text.slug: text})
    slug = book.in_order[0].slug if text.slug == COMMON else text.slug
    return Screens(book, slug)


def _with(text: Route, shown: Shown) -> Route:
    if isinstance(shown, Question):
        return replace(text, questions=_put(text.questions, shown))
    return replace(text, outcomes=_put(text.outcomes, shown))


def _put(nodes: tuple, shown: Shown) -> tuple:
    return tuple(shown if node.key == shown.key else node for node in nodes)


def _page_of(screens: Screens, obj: RouteQuestion | RouteOutcome) -> tuple[str, dict]:
    if isinstance(obj, RouteQuestion):
        return "guidance/routes/question.html", routes.question_context(screens, obj.key)
    return routes.outcome_page(screens, obj.key)


class RoutePreview(SavingAdmin):
    """Adds a preview of the first screen to the admin of routes. Nothing that it shows is stored."""

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the first screen of the draft; POST shows the form without saving it."""
        obj = self.get_object(request, object_id)
        if not isinstance(obj, GuidedRoute):
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        is_unsaved, problems = request.method == "POST", list[str]()
        if is_unsaved:
            problems = list(refused(self.get_form(request, obj, change=True)(request.POST, instance=obj)))
        screens = _screens_of(route_text.of_draft(obj))
        try:
            context = routes.question_context(screens, DANGER)
            context |= {"preview": True, "noindex": True, "is_unsaved": is_unsaved, "problems": problems}
            return HttpResponse(render_to_string("guidance/routes/question.html", context, request))
        except (LookupError, ValueError, Http404):
            own, _ = outline.sorted_faults(graph.errors(screens.book), obj.slug)
            faults = [*problems, *(fault for found in own.values() for fault in found)]
            return cannot_show(self, request, obj, faults)
