"""The addresses of the acts on an enquiry: each is posted to, does one thing and goes back to the page."""

from collections.abc import Callable
from functools import partial
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from enquiries.admin.act_form import ActForm
from enquiries.admin.enquiry_page import ASKING, PRESSES
from enquiries.admin.page_admin import NOT_DONE, find
from enquiries.admin.replying import ReplyingAdmin
from enquiries.models import Enquiry
from enquiries.services.lock import TooLateError
from lesas_portal.core import audit


class ActingAdmin(ReplyingAdmin):
    """A list of enquiries, with the page of one and what may be done there."""

    def get_urls(self):
        views: dict[str, Callable[..., HttpResponse]] = {
            one.name: partial(self.act_view, form_class=one) for one in (*PRESSES, *ASKING)
        }
        views["reply"] = self.reply_view
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        acts = [
            path(f"<path:object_id>/{name}/", self.admin_site.admin_view(view), name=f"{prefix}_{name}")
            for name, view in views.items()
        ]
        return [*acts, *super().get_urls()]

    @method_decorator(sensitive_post_parameters())
    def act_view(self, request: HttpRequest, object_id: str, form_class: type[ActForm]) -> HttpResponse:
        """Do what was pressed, say what came of it, and go back to the page."""
        enquiry = self.posted_to(request, object_id)
        if isinstance(enquiry, HttpResponse):
            return enquiry
        form = form_class(request.POST, enquiry=enquiry, person=cast(User, request.user))
        if not form.is_valid():
            return self.page(request, enquiry, form, status=422)
        try:
            said = form.perform(by=audit.signed_in(request))
        except TooLateError as error:
            return self._too_late(request, form, error)
        except Enquiry.DoesNotExist:
            return self.gone(request, NOT_DONE)
        return self.done(request, enquiry, said)

    def _too_late(self, request: HttpRequest, form: ActForm, error: TooLateError) -> HttpResponse:
        """Somebody was quicker: say so, and keep what was typed."""
        now = find(str(form.enquiry.pk))
        if now is None or not form.visible_fields():
            return self.done(request, form.enquiry, f"nothing was done. {error}", messages.WARNING)
        form.add_error(None, str(error))
        return self.page(request, now, form, status=409, is_late=True)
