"""The page of one enquiry in the admin: who may see it, what was posted to it, and the way back to it."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from enquiries.admin import enquiry_page
from enquiries.admin.act_form import ActForm
from enquiries.admin.way_back import WayBack
from enquiries.models import Enquiry
from lesas_portal.core.admin.base import ReadOnlyAdmin

GONE = "It is no longer here: it was deleted or erased."
NOT_DONE = f"{GONE} Nothing was done or sent, and what you typed was not kept."


class EnquiryPageAdmin(WayBack, ReadOnlyAdmin):
    """A list of enquiries, with the page of one."""

    def has_handle_permission(self, request: HttpRequest) -> bool:
        """Whether this person may work on enquiries."""
        return request.user.has_perm("enquiries.change_enquiry")

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None):
        """The page of one enquiry. What was sent is never changed, so nothing is posted to this address."""
        if request.method == "POST":
            raise PermissionDenied
        enquiry = find(object_id)
        if enquiry is None:
            return self.gone(request)
        if not self.has_view_permission(request, enquiry):
            raise PermissionDenied
        if self.get_object(request, unquote(object_id)) is None:
            # A link from a mail, and it was moved to or from spam since.
            return HttpResponseRedirect(page_address(enquiry) + self.list_query(request))
        return self.page(request, enquiry)

    def posted_to(self, request: HttpRequest, object_id: str) -> Enquiry | HttpResponse:
        """Return the enquiry that was posted to, whichever list it is in by now, or what to say instead."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_handle_permission(request):
            raise PermissionDenied
        return find(object_id) or self.gone(request, NOT_DONE)

    def page(
        self,
        request: HttpRequest,
        enquiry: Enquiry,
        sent: ActForm | None = None,
        status: int = 200,
        **extra: Any,
    ) -> TemplateResponse:
        """Return the page of ``enquiry``, with a form that came back if one did."""
        person, may_act = cast(User, request.user), self.has_handle_permission(request)
        context = {
            **self.admin_site.each_context(request),
            "title": enquiry.subject,
            "subtitle": enquiry.reference,
            "opts": self.opts,
            "list_address": self.list_address(request),
            "list_query": self.list_query(request),
            "may_delete": self.has_delete_permission(request, enquiry),
            **enquiry_page.context(enquiry, person, may_act=may_act, sent=sent),
            **extra,
        }
        return TemplateResponse(request, "admin/enquiries/page.html", context, status=status)

    def done(self, request: HttpRequest, enquiry: Enquiry, said: str, level: int = messages.SUCCESS):
        """Say what came of an act, and go to the page of the enquiry, wherever it is by now."""
        self.message_user(request, f"{enquiry}: {said}", level)
        now = find(str(enquiry.pk))
        return (
            HttpResponseRedirect(page_address(now) + self.list_query(request)) if now else self.gone(request)
        )

    def gone(self, request: HttpRequest, words: str = GONE) -> HttpResponseRedirect:
        """Say that there is no such enquiry any more, and go to the list."""
        self.message_user(request, words, messages.WARNING)
        return HttpResponseRedirect(self.list_address(request))


def page_address(enquiry: Enquiry) -> str:
    """Return where the page of ``enquiry`` is: spam has a list of its own."""
    model = "suspectedspam" if enquiry.status == Enquiry.Status.SPAM else "enquiry"
    return reverse(f"admin:enquiries_{model}_change", args=[enquiry.pk])


def find(object_id: str) -> Enquiry | None:
    """Return the enquiry of this number with what its page shows; None if there is none."""
    number = unquote(object_id)
    rows = Enquiry.objects.select_related("owner", "service", "establishment", "same_as")
    return rows.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
