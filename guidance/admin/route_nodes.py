"""Questions and outcomes of guided routes in the admin: drafts, which readers see in the next edition."""

from typing import cast

from django.contrib import admin
from django.db import models
from django.urls import path, reverse

from guidance.admin.draft_states import DraftSavingAdmin
from guidance.admin.forms import SHORT_TEXTS
from guidance.admin.route_beside import beside
from guidance.admin.route_node_forms import AnswerForm, OutcomeForm, QuestionForm, RowFormSet, StepForm
from guidance.admin.route_preview import NodePreview
from guidance.admin.tidying import TidyingAdmin
from guidance.admin.where_used import WhereUsed
from guidance.models import GuidedRoute, RouteAnswer, RouteOutcome, RouteQuestion, RouteStep
from guidance.services import route_drafts
from lesas_portal.core import audit
from lesas_portal.core.form_fields import TextBlockField


class RowInline(admin.StackedInline):
    """Rows below a question or an outcome."""

    formset = RowFormSet
    extra = 1
    formfield_overrides = SHORT_TEXTS

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A text of a row is a few sentences, with line ends as files have them."""
        if isinstance(db_field, models.TextField) and not db_field.choices:
            kwargs.setdefault("form_class", TextBlockField)
        form_field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if form_field and isinstance(db_field, models.TextField):
            form_field.widget.attrs["rows"] = 4
        return form_field


class AnswerInline(RowInline):
    """The answers of a question."""

    model = RouteAnswer
    form = AnswerForm
    verbose_name = "answer"
    verbose_name_plural = "answers"
    fields = ["label", "next", "hint", "short", ("order", "unsure")]


class StepInline(RowInline):
    """The steps of an outcome."""

    model = RouteStep
    form = StepForm
    verbose_name = "step"
    verbose_name_plural = "steps"
    fields = [("when", "order"), "title", "text", "who", "done", "block"]


class NodeAdmin(WhereUsed, DraftSavingAdmin, NodePreview, TidyingAdmin):
    """What questions and outcomes share: the route beside them, and drafts written through the service."""

    change_form_template = "admin/guidance/route_form.html"
    formfield_overrides = SHORT_TEXTS
    list_select_related = ["route"]
    list_per_page = 100
    ordering = ["route__order", "order"]
    actions = None

    def hold(self, obj: models.Model) -> None:
        """With its route, so that no edition is issued from half a change."""
        list(GuidedRoute.objects.locked([route_drafts.route_of(cast(route_drafts.Node, obj))]))
        super().hold(obj)

    def get_readonly_fields(self, request, obj=None):
        """Its key is part of addresses and references, so it stays."""
        return ["route", "key"] if obj else []

    def save_model(self, request, obj, form, change: bool) -> None:
        route_drafts.save_draft(obj=obj, by=audit.signed_in(request))

    def delete_model(self, request, obj) -> None:
        route_drafts.delete_draft(obj=obj, by=audit.signed_in(request))
        self.note_saved(request, obj)

    def drafted(self, obj) -> GuidedRoute:
        """Its route, which is handed over and issued whole."""
        return obj.route

    def save_formset(self, request, form, formset, change) -> None:
        """Hand each row to the service."""
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            route_drafts.delete_draft(obj=row, by=audit.signed_in(request))
        for row in rows:
            route_drafts.save_draft(obj=row, by=audit.signed_in(request))
        self.note_rows(request, formset)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            route = reverse("admin:guidance_guidedroute_change", args=[obj.route_id])
            context["buttons"] = [("Back to the route", route)]
            context["preview_url"] = self.preview_url(obj)
            context |= beside(obj.route, current=obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<path:object_id>/preview/", view, name=name), *super().get_urls()]


@admin.register(RouteQuestion)
class RouteQuestionAdmin(NodeAdmin):
    """A question with its answers."""

    form = QuestionForm
    fieldsets = [
        ("The question", {"fields": ["title", "hint", "why"]}),
        ("Where it stands", {"fields": ["route", "key", ("order", "known"), "short"]}),
    ]
    inlines = [AnswerInline]
    list_display = ["title", "key", "route", "order"]
    list_filter = ["route"]
    search_fields = ["title", "key", "hint", "answers__label"]


@admin.register(RouteOutcome)
class RouteOutcomeAdmin(NodeAdmin):
    """An outcome with its steps."""

    form = OutcomeForm
    fieldsets = [
        ("The situation", {"fields": ["title", "verdict", ("level", "reader")]}),
        ("What not to do, and whom to ring", {"fields": ["do_not", "ring", "tell"]}),
        ("Parents", {"fields": ["parents_state", "parents_words"]}),
        ("Afterwards", {"fields": ["record", "review", "removal"]}),
        ("What differs, and what to read", {"fields": ["differences", "also", "blocks", "links", "facts"]}),
        ("Where it stands", {"fields": ["route", "key", "order", "short", "chart"]}),
    ]
    inlines = [StepInline]
    list_display = ["title", "key", "route", "level", "reader"]
    list_filter = ["route", "level", "reader"]
    search_fields = ["title", "key", "verdict", "steps__title"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """What parents are told is a few sentences, not a page."""
        form_field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if form_field and db_field.name == "parents_words":
            form_field.widget.attrs["rows"] = 6
        return form_field
