"""The reports on enquiries, which name nobody: the statistics, and what enquiries say of our pages."""

import csv

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from enquiries import page_outcomes
from enquiries.enquiry_statistics import Statistics, cells, compile_statistics
from enquiries.models import Enquiry
from lesas_portal.core import closing_days


class Reports(admin.ModelAdmin):
    """Their addresses, beside the list of enquiries."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        if self.model is not Enquiry:  # suspected spam is read by the same admin, at addresses of its own
            return super().get_urls()
        return [
            path("statistics/", view(require_safe(self.statistics)), name="enquiries_statistics"),
            path("statistics.csv", view(require_safe(self.statistics_csv)), name="enquiries_statistics_csv"),
            path("pages/", view(require_safe(self.pages)), name="enquiries_pages"),
            *super().get_urls(),
        ]

    def statistics(self, request: HttpRequest) -> HttpResponse:
        """The statistics as tables. Raises PermissionDenied for whoever may not see enquiries."""
        context = {"title": "Statistics on enquiries", "statistics": self._statistics(request)}
        return self._report(request, "admin/enquiries/statistics.html", context)

    def statistics_csv(self, request: HttpRequest) -> HttpResponse:
        """The same as CSV, a number a row."""
        statistics = self._statistics(request)
        # The byte order mark lets Excel read what is not English.
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="enquiry-statistics.csv"'
        csv.writer(response).writerows(cells(statistics))
        return response

    def pages(self, request: HttpRequest) -> HttpResponse:
        """What enquiries say of our pages, for editors too. Raises PermissionDenied for anybody else."""
        if not may_read_pages(request):
            raise PermissionDenied
        context = {
            "title": "What enquiries say of our pages",
            "pages": page_outcomes.pages(),
            "missing": page_outcomes.missing(),
        }
        return self._report(request, "admin/enquiries/pages.html", context)

    def _statistics(self, request: HttpRequest) -> Statistics:
        if not request.user.has_perm("enquiries.view_enquiry"):
            raise PermissionDenied
        return compile_statistics(closed=closing_days.known_days())

    def _report(self, request: HttpRequest, template: str, context: dict) -> HttpResponse:
        return TemplateResponse(request, template, {**self.admin_site.each_context(request), **context})


def may_read_pages(request: HttpRequest) -> bool:
    """Whether this person writes pages or answers enquiries."""
    user = request.user
    return user.has_perm("guidance.change_guidancepage") or user.has_perm("enquiries.view_enquiry")
