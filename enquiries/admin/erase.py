"""“It is about a child after all”: two pages that end with an enquiry erased."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from enquiries.admin.data_forms import ReferenceForm
from enquiries.admin.way_back import WayBack
from enquiries.models import Enquiry
from enquiries.services import erase, export
from guidance.services import front_door
from lesas_portal.core import audit

GONE = "This enquiry is not here any more. A colleague may have erased it, or its time was over."


class ErasePages(WayBack):
    """Adds the two pages to the admin of enquiries. Who may change enquiries may erase one."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_erase"
        view = self.admin_site.admin_view(self.erase_view)
        return [path("<path:object_id>/about-a-child/", view, name=name), *super().get_urls()]

    def erase_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Page 1 says whom to ring and what happens; page 2 asks for the reference; POST erases."""
        if not request.user.has_perm("enquiries.change_enquiry"):
            raise PermissionDenied
        number = _number(object_id)
        enquiry = None if number is None else Enquiry.objects.filter(pk=number).first()
        if enquiry is None:
            return _to_list(request, GONE, messages.WARNING)
        if request.method == "POST":
            return self._erase(request, enquiry)
        if "confirm" in request.GET:
            return self._confirm(request, enquiry, ReferenceForm(enquiry=enquiry))
        return self._page(request, enquiry, "about_a_child", _what_happens(enquiry))

    def _erase(self, request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
        form = ReferenceForm(request.POST, enquiry=enquiry)
        if not form.is_valid():
            return self._confirm(request, enquiry, form, status=422)
        try:
            remains = erase.about_a_child(enquiry=enquiry, by=audit.signed_in(request))
        except erase.AlreadyErasedError:
            return _to_list(request, GONE, messages.WARNING)
        names = " and ".join(one.reference for one in remains)
        told = f"Erased: {names}. Have you told the Front Door or the LADO?"
        return _to_list(request, told, messages.SUCCESS)

    def _confirm(self, request: HttpRequest, enquiry: Enquiry, form: ReferenceForm, status: int = 200):
        return self._page(request, enquiry, "about_a_child_confirm", {"form": form}, status)

    def _page(
        self, request: HttpRequest, enquiry: Enquiry, name: str, more: dict, status: int = 200
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"It is about a child: {enquiry.reference}",
            "opts": self.opts,
            "enquiry": enquiry,
            "list_query": self.list_query(request),
            "door": front_door.now(),
            **more,
        }
        return TemplateResponse(request, f"admin/enquiries/{name}.html", context, status=status)


def _what_happens(enquiry: Enquiry) -> dict:
    rows = erase.joined(enquiry)
    return {
        "rows": rows,
        "has_address": any(row.email for row in rows),
        "exports": export.that_held([row.reference for row in rows]),
        "site_url": settings.SITE_URL,
        "backup_days": settings.BACKUP_RETENTION_DAYS,
        "backups_until": timezone.localdate() + timedelta(days=settings.BACKUP_RETENTION_DAYS),
    }


def _number(object_id: str) -> int | None:
    text = unquote(object_id)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _to_list(request: HttpRequest, words: str, level: int) -> HttpResponse:
    messages.add_message(request, level, words)
    is_reader = request.user.has_perm("enquiries.view_erasedenquiry")
    name = "erasedenquiry" if is_reader else "enquiry"
    return HttpResponseRedirect(reverse(f"admin:enquiries_{name}_changelist"))
