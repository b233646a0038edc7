"""Clauses in the admin: their words in one box, the version counted by itself; lists by age and by source."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Min, Model, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse

from guidance.admin.applicability import CONDITION_FIELDSET
from guidance.admin.clause_form import TEXT_FIELDS, ClauseForm
from guidance.admin.saving import SavingAdmin
from guidance.models import Clause, ClauseVersion, PolicyTemplate, Resource
from guidance.services import editions
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


class CitedResource(Protocol):
    """A document of the report, with what ``ClauseAdmin.report`` reads beside it."""

    edition: date | None
    oldest: date


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
class ClauseAdmin(SavingAdmin):
    """The place where templates are written. Nothing here is public before an edition is issued."""

    form = ClauseForm
    fieldsets = [
        ("The words", {"fields": ["text", "change_note", "what_to_do"]}),
        ("The clause", {"fields": ["section", "label", "key", "order", "required", "in_use", "why"]}),
        ("What it rests on", {"fields": ["basis", "source", "reference"]}),
        CONDITION_FIELDSET,
    ]
    inlines = [VersionInline]
    autocomplete_fields = ["source", "section"]
    list_display = ["label", "template", "section", "version", "written_on", "source", "required", "in_use"]
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
        )

    def get_readonly_fields(self, request, obj=None):
        return ["key", "section"] if obj else []

    def hold(self, obj: Model) -> None:
        """With its template, so that whether its words are issued stays true until they are saved."""
        PolicyTemplate.objects.locked([cast(Clause, obj).section.template_id]).first()
        super().hold(obj)

    def save_related(self, request, form, formsets, change) -> None:
        """Write the words after the clause itself is saved."""
        super().save_related(request, form, formsets, change)
        given = {name: form.cleaned_data[name] for name in TEXT_FIELDS}
        editions.reword(clause=form.instance, by=audit.signed_in(request), **given)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            template = obj.section.template
            issue, page, word = (
                reverse(f"admin:guidance_policytemplate_{action}", args=[template.pk])
                for action in ("issue", "preview", "preview_word")
            )
            context["buttons"] = [
                ("Issue an edition", issue),
                ("Preview the template", f"{page}#{obj.key}"),
                ("Preview it as Word", word),
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self):
        report = self.admin_site.admin_view(self.report)
        return [path("report/", report, name="guidance_clause_report"), *super().get_urls()]

    def report(self, request: HttpRequest) -> HttpResponse:
        """Clauses in use by the document they cite: how many, how old, and whether the document is newer."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = [
            (source, source.edition is not None and source.edition > source.oldest)
            for source in _cited_resources()
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": "Clauses by source and age",
            "rows": rows,
            "unsourced": Clause.objects.filter(in_use=True, source=None).count(),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/guidance/clause_report.html", context)

    @admin.display(description="template", ordering="section__template__order")
    def template(self, obj: Clause) -> str:
        """The template that it belongs to."""
        return obj.section.template.title

    @admin.display(description="version", ordering="newest_number")
    def version(self, obj: ListedClause) -> int:
        """The number of its newest words."""
        return obj.newest_number

    @admin.display(description="words of", ordering="newest_day")
    def written_on(self, obj: ListedClause) -> str:
        """The day its newest words were written."""
        return f"{obj.newest_day:%-d %B %Y}" if obj.newest_day else ""


def _cited_resources() -> "Iterable[CitedResource]":
    """The documents that clauses in use cite, with how many do so and when their words were written."""
    used = Q(clauses__in_use=True)
    sources = (
        Resource.objects.filter(used)
        .annotate(
            count=Count("clauses", filter=used, distinct=True),
            oldest=Min("clauses__versions__written_on", filter=used),
            newest=Max("clauses__versions__written_on", filter=used),
        )
        .select_related("publisher")
        .order_by("-count", "title")
    )
    return cast("Iterable[CitedResource]", sources)
