"""Resources to and from a CSV file: a report of every row first, then all rows or none.

Nothing of the file is kept between the two steps: its text travels in the page, signed.
"""

import csv
import io
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe
from tablib import Dataset

from guidance.admin.import_report import perform
from guidance.admin.resource_sheet import COLUMNS, ResourceSheet
from guidance.admin.workflow_pages import may_publish
from guidance.models import Publishable, PublishableQuerySet, Resource
from lesas_portal.core import audit

# The body of a form of the admin may have 2 MB (body_limits.py); signed, a text takes a third more at most.
BYTES_AT_MOST, ROWS_AT_MOST = 1_000_000, 1_000
SALT, SECONDS = "guidance.resource_import", 3_600
LATE = "More than an hour has passed since you looked at the report. Choose the file again."


class FileForm(forms.Form):
    """A CSV file with resources."""

    file = forms.FileField(
        label="CSV file",
        help_text=f"At most {ROWS_AT_MOST:,} rows and {BYTES_AT_MOST // 1_000_000} MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> str:
        """Return the text of the file. Raises ValidationError when it is too long or no CSV file."""
        file = self.cleaned_data["file"]
        if file.size > BYTES_AT_MOST:
            raise ValidationError(f"The file is larger than {BYTES_AT_MOST // 1_000_000} MB. Split it.")
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValidationError("Save the file as “CSV UTF-8” and choose it again.") from None
        dataset_of(text)
        return text


def dataset_of(text: str) -> Dataset:
    """Return the rows of a CSV file. Raises ValidationError, in words, for what is none.

    Semicolons may stand between the cells, as Excel writes them where the comma is for decimals.
    """
    first = text.partition("\n")[0]
    mark = ";" if ";" in first and "," not in first else ","
    try:
        if "\0" in text:
            raise ValueError
        head, *rows = [row for row in csv.reader(io.StringIO(text), delimiter=mark, strict=True) if any(row)]
    except (ValueError, csv.Error):
        raise ValidationError("This is no CSV file with a line of column names at the top.") from None
    head = [name.strip().lower() for name in head]
    if unknown := sorted({*head} - {*COLUMNS}):
        raise ValidationError(f"Unknown columns: {', '.join(unknown)}. There are: {', '.join(COLUMNS)}.")
    if "slug" not in head or len(head) != len({*head}):
        raise ValidationError("The file needs the column “slug”, and each column once.")
    if len(rows) > ROWS_AT_MOST:
        raise ValidationError(f"The file has more than {ROWS_AT_MOST:,} rows. Split it.")
    for number, row in enumerate(rows, 2):
        if len(row) != len(head):
            raise ValidationError(f"Row {number} has {len(row)} cells, the first has {len(head)}.")
    return Dataset(*rows, headers=head)


class ResourceFiles(admin.ModelAdmin):
    """Adds import and export to the admin of resources."""

    change_list_template = "admin/guidance/resource_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name="guidance_resource_import"),
            path("export.csv", view(require_safe(self.export_view)), name="guidance_resource_export"),
            *super().get_urls(),
        ]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a file, report on it, and import it. Raises PermissionDenied for who may not write."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        if "signed" in request.POST:
            return self._import(request)
        form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
        if request.method != "POST" or not form.is_valid():
            return self._files_page(request, form=form)
        return self._report(request, form.cleaned_data["file"])

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The list as it is filtered, as a file. Raises PermissionDenied for who may not see resources."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_changelist_instance(request).get_queryset(request)
        if not may_publish(request):
            rows = cast(PublishableQuerySet, rows).in_state(Publishable.State.DRAFT)
        by = audit.signed_in(request)
        with transaction.atomic():
            audit.record("download", by=by, about=Resource)
        # The byte order mark lets Excel read what is not English.
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="resources.csv"'
        csv.writer(response).writerows(ResourceSheet(by=by).table(rows))
        return response

    def _import(self, request: HttpRequest) -> HttpResponse:
        """Import what was reported on; where that would do something else by now, report again."""
        try:
            text, fingerprint = signing.loads(
                request.POST["signed"], salt=self._salt(request), max_age=SECONDS
            )
        except signing.BadSignature:
            messages.error(request, LATE)
            return HttpResponseRedirect(reverse("admin:guidance_resource_import"))
        with transaction.atomic():
            report = perform(dataset_of(text), self._sheet(request), is_dry_run=False)
            if report.has_faults or report.fingerprint != fingerprint:
                transaction.set_rollback(True)
        if report.has_faults or report.fingerprint != fingerprint:
            messages.error(request, "Nothing is imported: resources have changed. Look at the report again.")
            return self._report(request, text)
        messages.success(request, f"Imported. Rows written: {report.writes}.")
        return HttpResponseRedirect(reverse("admin:guidance_resource_changelist"))

    def _report(self, request: HttpRequest, text: str) -> HttpResponse:
        with transaction.atomic():
            report = perform(dataset_of(text), self._sheet(request), is_dry_run=True)
            transaction.set_rollback(True)
        signed = ""
        if report.writes and not report.has_faults:
            signed = signing.dumps((text, report.fingerprint), salt=self._salt(request), compress=True)
        return self._files_page(request, form=FileForm(), report=report, signed=signed)

    def _sheet(self, request: HttpRequest) -> ResourceSheet:
        def may_write(obj: Resource | None) -> bool:
            return self.has_change_permission(request, obj)

        return ResourceSheet(by=audit.signed_in(request), may_write=may_write)

    def _salt(self, request: HttpRequest) -> str:
        """So that nobody can send what was signed for somebody else."""
        return f"{SALT}.{request.user.pk}"

    def _files_page(self, request: HttpRequest, **context: Any) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "title": "Import resources",
            "opts": self.opts,
            "columns": COLUMNS,
            "may_publish": may_publish(request),
        }
        return TemplateResponse(request, "admin/guidance/resource_import.html", context)
