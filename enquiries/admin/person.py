"""What is held about one email address: to read, to hand over, to erase. For Managers."""

from datetime import date, datetime

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.views.decorators.debug import sensitive_post_parameters

from enquiries import triage
from enquiries.admin.data_forms import AddressForm, EraseAddressForm
from enquiries.models import Enquiry
from enquiries.services import person
from lesas_portal.core import audit
from lesas_portal.core.clock import moment_in_full

FIELDS = {
    "Received": "received_at",
    "Status": "status",
    "Topic": "topic",
    "Name": "name",
    "Role": "role",
    "Setting": "setting_name",
    "Type of setting": "setting_type",
    "District": "district",
    "Email": "email",
    "Phone": "phone",
    "Subject": "subject",
    "Message": "message",
    "Training or service": "service",
    "Preferred dates": "preferred_dates",
    "Who attends": "attendees",
    "Online or in person": "delivery",
    "Order number": "order_number",
    "What the screen made of it": "screen_route",
    "Why": "screen_signals",
    "Closed": "closed_at",
    "Deleted on": "delete_on",
}


class PersonPage(admin.ModelAdmin):
    """Adds the page to the admin of exports. The address is only ever posted: it is in no URL and no log."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.person_view)
        return [path("person/", view, name="enquiries_person"), *super().get_urls()]

    @method_decorator(sensitive_post_parameters())
    def person_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for an address; show what is held; on another button give it as a file, or erase it."""
        if not request.user.has_perm("enquiries.delete_enquiry"):
            raise PermissionDenied
        if request.method != "POST":
            return self._person_page(request, AddressForm())
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self._person_page(request, form)
        email = form.cleaned_data["email"]
        if "download" in request.POST:
            return _file(request, email)
        erase_form = EraseAddressForm(
            request.POST if "erase" in request.POST else None, initial={"email": email}
        )
        if "erase" in request.POST and erase_form.is_valid():
            return self._erase(request, email)
        held = person.show(email=email, by=audit.signed_in(request))
        enquiries = [(row, readable(row), row.events.all()) for row in held.enquiries]
        shown = {"held": held, "enquiries": enquiries, "email": email}
        return self._person_page(
            request, erase_form, {**shown, "backup_days": settings.BACKUP_RETENTION_DAYS}
        )

    def _erase(self, request: HttpRequest, email: str) -> HttpResponse:
        held = person.erase_all(email=email, by=audit.signed_in(request))
        words = f"Erased: {held.summary}."
        if held.to_read:
            words += (
                f" Read these enquiries of others, which name it or were joined: {', '.join(held.to_read)}."
            )
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:enquiries_person"))

    def _person_page(self, request: HttpRequest, form: AddressForm, more: dict | None = None) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "What is held about one person",
            "opts": self.opts,
            "form": form,
            **(more or {}),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/enquiries/person.html", context, status=status)


def readable(enquiry: Enquiry) -> list[tuple[str, str]]:
    """Return labels and values of an enquiry, those that are not empty, as people read them."""
    rows = [(label, _words(enquiry, name)) for label, name in FIELDS.items()]
    return [(label, value) for label, value in rows if value]


def _words(enquiry: Enquiry, name: str) -> str:
    value = getattr(enquiry, f"get_{name}_display", None)
    if value:
        return str(value())
    if name == "screen_signals":
        return triage.in_words(enquiry.screen_signals)
    value = getattr(enquiry, name)
    if isinstance(value, datetime):
        return moment_in_full(value)
    return date_format(value, "j F Y") if isinstance(value, date) else str(value or "")


def _file(request: HttpRequest, email: str) -> HttpResponse:
    held = person.export(email=email, by=audit.signed_in(request))
    # The name of the file names nobody: it stays in lists of downloads.
    headers = {"Content-Disposition": 'attachment; filename="what-is-held.json"', "Cache-Control": "no-store"}
    return JsonResponse(held, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 2})
