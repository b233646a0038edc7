"""Clauses in the admin: their words in one box, the version counted by itself; lists by age and by source."""

from datetime import date
from typing import Protocol, cast

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.urls import reverse

from guidance.admin.applicability import CONDITION_FIELDSET
from guidance.admin.clause_form import TEXT_FIELDS, ClauseForm
from guidance.admin.clause_preview import ClausePreview
from guidance.admin.clause_report import ClauseReport
from guidance.admin.draft_states import DRAFT_STEPS, DraftAdmin
from guidance.admin.tidying import TidyingAdmin
from guidance.admin.where_used import WhereUsed
from guidance.admin.working_copy_steps import with_copy
from guidance.models import Clause, ClauseVersion, PolicyTemplate, Resource
from guidance.services import editions
from guidance.services.tidying import SAVED_SINCE
from lesas_portal.core import audit
from lesas_portal.core.admin.base import ReadOnly


class VersionInline(ReadOnly, admin.TabularInline):
    """Every version of the words: read, never written here."""

    model = ClauseVersion
    verbose_name = "version"
    verbose_name_plural = "versions"
    readonly_fields = ("number", "written_on", "by", "text", "change_note", "what_to_do")
    fields = readonly_fields
    extra = 0


class ListedClause(Protocol):
    """A clause of the list, with what ``ClauseAdmin.get_queryset`` reads beside it."""

    newest_number: int
    newest_day: date | None


class SourceFilter(admin.SimpleListFilter):
    """The document that a clause cites: what to go through when it has a new edition."""

    title = "source"
    parameter_name = "source"

    def lookups(self, request, model_admin):
        cited = Resource.objects.filter(clauses__in_use=True).annotate(count=Count("clauses"))
        rows = cited.order_by("title").values_list("slug", "title", "count")
        return [
            *((slug, f"{title} ({count})") for slug, title, count in rows),
            ("none", "No source"),
        ]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        if self.value() == "none":
            return queryset.filter(source=None)
        return queryset.filter(source__slug=self.value()) if self.value() else queryset


@admin.register(Clause)
class ClauseAdmin(WhereUsed, DraftAdmin, ClausePreview, TidyingAdmin, ClauseReport):
    """The place where templates are written. Nothing here is public before an edition is issued."""

    form = ClauseForm
    workflow = DRAFT_STEPS
    change_form_template = "admin/guidance/draft_form.html"
    fieldsets = [
        ("The words", {"fields": ["text", "change_note", "what_to_do"]}),
        ("The clause", {"fields": ["section", "label", "key", "order", "required", "in_use", "why"]}),
        ("What it rests on", {"fields": ["basis", "source", "reference"]}),
        CONDITION_FIELDSET,
    ]
    inlines = [VersionInline]
    autocomplete_fields = ["source", "section"]
    list_display = ["label", "template", "section", "state", "version", "written_on", "source", "required"]
    list_filter = ["section__template", SourceFilter, "in_use", "required"]
    search_fields = ["label", "key", "why", "reference", "versions__text"]
    list_select_related = ["section__template", "source"]
    list_per_page = 100
    change_list_template = "admin/guidance/clause_list.html"

    class Media:
        # After Django's own, which make the boxes that ours names.
        js = ["admin/js/jquery.init.js", "admin/js/autocomplete.js", "js/admin-names.js"]

    def get_queryset(self, request) -> QuerySet:
        newest = ClauseVersion.objects.filter(clause=OuterRef("pk")).order_by("-number")
        return (
            super()
            .get_queryset(request)
            .annotate(
                newest_number=Subquery(newest.values("number")[:1]),
                newest_day=Subquery(newest.values("written_on")[:1]),
            )
            .order_by("section__template__order", "section__order", "order")
            .prefetch_related("working_copies")
        )

    def get_readonly_fields(self, request, obj=None):
        return ["key", "section"] if obj else []

    def hold(self, obj: Model) -> None:
        """With its template, so that whether its words are issued stays true until they are saved."""
        PolicyTemplate.objects.locked([cast(Clause, obj).section.template_id]).first()
        super().hold(obj)

    def save_related(self, request, form, formsets, change) -> None:
        """Write the words after the clause itself is saved."""
        given = {name: form.cleaned_data[name] for name in TEXT_FIELDS}
        editions.reword(clause=form.instance, by=audit.signed_in(request), **given)
        super().save_related(request, form, formsets, change)

    def put_back(self, request, obj, texts) -> None:
        """Undo the tidying of its newest words, which stand in a row of their own."""
        words, newest = texts["text"], obj.newest
        if newest.text != words.stored:
            raise ValidationError(SAVED_SINCE)
        kept = {name: getattr(newest, name) for name in TEXT_FIELDS}
        editions.reword(clause=obj, by=audit.signed_in(request), **kept | {"text": words.pasted})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["preview_url"] = self.preview_url(obj)
        if obj:
            template = obj.section.template
            issue, page, word = (
                reverse(f"admin:guidance_policytemplate_{action}", args=[template.pk])
                for action in ("issue", "preview", "preview_word")
            )
            context["buttons"] = [
                *self.workflow_buttons(request, obj),
                ("Issue an edition", issue),
                ("Preview the template", f"{page}#{obj.key}"),
                ("Preview it as Word", word),
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="template", ordering="section__template__order")
    def template(self, obj: Clause) -> str:
        """The template that it belongs to."""
        return obj.section.template.title

    @admin.display(description="state")
    def state(self, obj: Clause) -> str:
        """What readers have of it, and the state of the change that waits."""
        words = str(obj.section.template.state().label) if obj.in_use else "Out of use"
        return with_copy(words, obj.working_copy)

    @admin.display(description="version", ordering="newest_number")
    def version(self, obj: ListedClause) -> int:
        """The number of its newest words."""
        return obj.newest_number

    @admin.display(description="words of", ordering="newest_day")
    def written_on(self, obj: ListedClause) -> str:
        """The day its newest words were written."""
        return f"{obj.newest_day:%-d %B %Y}" if obj.newest_day else ""
