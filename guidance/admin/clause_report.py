"""The report "Clauses by source and age": which documents clauses rest on, and whether they are newer."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from guidance.admin.saving import SavingAdmin
from guidance.models import Clause, Resource


class CitedResource(Protocol):
    """A document of the report, with what ``report`` reads beside it."""

    edition: date | None
    oldest: date


class ClauseReport(SavingAdmin):
    """Adds the report to the admin of clauses."""

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
