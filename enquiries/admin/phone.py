"""Adding an enquiry that came by telephone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from enquiries.admin.page_admin import page_address
from enquiries.admin.phone_form import PhoneForm
from enquiries.admin.way_back import WayBack
from enquiries.models import Enquiry
from enquiries.services import phone
from lesas_portal.core import audit


class PhoneEnquiries(WayBack):
    """What "Add enquiry" does: there is no other way in which a person adds one."""

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm("enquiries.change_enquiry")

    @method_decorator(sensitive_post_parameters())
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """The form; once saved, the enquiry's own page. Raises PermissionDenied, as everywhere."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PhoneForm(request.POST) if request.method == "POST" else PhoneForm()
        if form.is_bound and form.is_valid():
            enquiry = self._take(request, form)
            messages.success(request, f"Saved. The reference to give the caller is {enquiry.reference}.")
            return HttpResponseRedirect(page_address(enquiry) + self.list_query(request))
        context = {
            **self.admin_site.each_context(request),
            "title": "Add an enquiry taken by telephone",
            "opts": self.opts,
            "form": form,
            "list_address": self.list_address(request),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/enquiries/phone.html", context, status=status)

    def _take(self, request: HttpRequest, form: PhoneForm) -> Enquiry:
        return phone.take(
            answers=form.answers(),
            screening=form.screening,
            nonce=form.cleaned_data["nonce"],
            is_mine=form.cleaned_data["is_mine"],
            acknowledges=form.cleaned_data["acknowledges"],
            by=audit.signed_in(request),
        )
