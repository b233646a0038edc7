"""Exports of enquiries: who took what out, why and until when; and the page that makes one."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from enquiries.admin.data_forms import ExportForm
from enquiries.admin.person import PersonPage
from enquiries.models import EnquiryExport
from enquiries.services import export
from lesas_portal.core import audit
from lesas_portal.core.admin.base import AuditedAdmin, NotChanged, NotDeleted
from lesas_portal.core.clock import moment_in_full


class OutFilter(admin.SimpleListFilter):
    """Whether the file is still out, or should be gone."""

    title = "the file"
    parameter_name = "file"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [
            ("late", "Should be deleted by now"),
            ("mine", "Should be deleted by now, and is mine"),
            ("out", "Not deleted yet"),
            ("gone", "Deleted"),
        ]

    def queryset(self, request: HttpRequest, queryset):
        if self.value() == "late":
            return queryset.overdue()
        if self.value() == "mine":
            return queryset.overdue().filter(by=request.user.pk)
        if self.value() == "out":
            return queryset.filter(deleted_at=None)
        return queryset.exclude(deleted_at=None) if self.value() == "gone" else queryset


@admin.register(EnquiryExport)
class EnquiryExportAdmin(PersonPage, NotChanged, NotDeleted, AuditedAdmin):
    """Managers make exports, and say when the file is deleted."""

    services_note = True
    change_list_template = "admin/enquiries/export_list.html"
    change_form_template = "admin/enquiries/export_page.html"
    list_display = ("made", "who", "why", "how_many", "file")
    fields = (*list_display, "in_it")
    list_filter = [OutFilter]
    search_fields = ["by_name", "reason"]
    list_display_links = ("made",)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None
    ) -> HttpResponse:
        more = {"title": "An export of enquiries", **(extra_context or {})}
        return super().change_view(request, object_id, form_url, more)

    def get_urls(self):
        deleted = self.admin_site.admin_view(require_POST(self.deleted_view))
        name = "enquiries_enquiryexport_deleted"
        return [path("<path:object_id>/deleted/", deleted, name=name), *super().get_urls()]

    def add_view(  # type: ignore[override]
        self, request: HttpRequest, form_url: str = "", extra_context=None
    ) -> HttpResponseBase:
        """Ask why and which; the answer to what was sent is the file."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ExportForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            return self._file(request, form)
        context = {
            **self.admin_site.each_context(request),
            "title": "Export enquiries",
            "opts": self.opts,
            "form": form,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/enquiries/export.html", context, status=status)

    def _file(self, request: HttpRequest, form: ExportForm) -> StreamingHttpResponse:
        given = form.cleaned_data
        made = export.start(
            enquiries=form.chosen(),
            reason=given["reason"],
            delete_by=given["delete_by"],
            by=audit.signed_in(request),
        )
        name = f"enquiries-delete-by-{made.delete_by:%Y-%m-%d}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return StreamingHttpResponse(
            export.lines(made), content_type="text/csv; charset=utf-8", headers=headers
        )

    def deleted_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Note that the file is deleted."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        made = self.get_object(request, unquote(object_id))
        if made is None:
            raise Http404
        if export.note_deleted(export=made, by=audit.signed_in(request)):
            self.message_user(request, f"The file of {made} is noted as deleted.", messages.SUCCESS)
        else:
            self.message_user(request, f"The file of {made} was noted as deleted before.", messages.WARNING)
        return HttpResponseRedirect(reverse("admin:enquiries_enquiryexport_changelist"))

    @admin.display(description="Made", ordering="at")
    def made(self, row: EnquiryExport) -> str:
        return moment_in_full(row.at)

    @admin.display(description="Made by", ordering="by_name")
    def who(self, row: EnquiryExport) -> str:
        return row.by_name

    @admin.display(description="What for", ordering="reason")
    def why(self, row: EnquiryExport) -> str:
        return row.reason

    @admin.display(description="Enquiries")
    def how_many(self, row: EnquiryExport) -> int:
        return len(row.references)

    @admin.display(description="The file", ordering="delete_by")
    def file(self, row: EnquiryExport) -> str:
        """Where it stands, the late ones told apart by words."""
        day = date_format(row.delete_by, "j F Y")
        if row.deleted_at:
            return f"Deleted, noted on {date_format(timezone.localtime(row.deleted_at), 'j F Y')}"
        return f"Late: was to be deleted by {day}" if row.is_overdue else f"To be deleted by {day}"

    @admin.display(description="References in it")
    def in_it(self, row: EnquiryExport) -> str:
        return ", ".join(row.references) or "None"
