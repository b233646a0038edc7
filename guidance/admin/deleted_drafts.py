"""Drafts that were deleted: kept for some days, and brought back from here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from guidance.services import recovery, versions
from lesas_portal.core import audit
from lesas_portal.core.admin.base import AuditedAdmin


class DeletedDraftsAdmin(AuditedAdmin):
    """Adds the drafts that were deleted to a model's admin, and keeps what is deleted there."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.deleted_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_deleted"
        return [path("deleted/", view, name=name), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        deleted = self.page_address("deleted") if self.has_add_permission(request) else ""
        return super().changelist_view(request, {"deleted_url": deleted, **(extra_context or {})})

    def delete_model(self, request: HttpRequest, obj) -> None:
        with transaction.atomic():
            versions.keep(obj=obj, by=audit.signed_in(request), words=recovery.DELETED)
            super().delete_model(request, obj)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """The drafts deleted in the last days; POST brings one back."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._recover(request)
        rows = recovery.deleted(self.model)
        context = {
            "title": f"Deleted drafts: {self.opts.verbose_name_plural}",
            "rows": rows,
            "days": recovery.DAYS,
        }
        return self.render_page(request, "admin/guidance/deleted_drafts.html", context)

    def _recover(self, request: HttpRequest) -> HttpResponse:
        version = versions.of_kind(self.model).filter(pk=number_in(request.POST.get("version", ""))).first()
        if version is None:
            raise Http404
        try:
            obj = recovery.recover(version=version, by=audit.signed_in(request))
        except ValidationError as error:
            self.message_user(request, f"Nothing was done. {' '.join(error.messages)}", messages.WARNING)
            return HttpResponseRedirect(self.page_address("deleted"))
        self.message_user(request, f"“{obj}” is back, as a draft.", messages.SUCCESS)
        return HttpResponseRedirect(self.page_address("change", obj.pk))

    def page_address(self, action: str, *args) -> str:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{action}"
        return reverse(name, args=args)

    def render_page(
        self, request: HttpRequest, page: str, context: dict, obj: Model | None = None
    ) -> TemplateResponse:
        shared = {"opts": self.opts, "original": obj}
        return TemplateResponse(request, page, {**self.admin_site.each_context(request), **shared, **context})


def number_in(asked: str) -> int:
    """Return the number that was asked for; 0, which nothing has, for what is none."""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 else 0
