"""The page on which details of a contact of the Front Door are changed: looked at, retyped, told to others.

First the form; then the same form, folded away, with old and new in large type and a list of every page that
shows the contact. Only the second press writes. Nothing is kept between the two.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from guidance.admin.contact_change_form import RETYPED, SAVE, ContactChangeForm
from guidance.admin.contact_parts import PARTS
from guidance.admin.workflow_pages import WorkflowAdmin, may_publish
from guidance.models import Helpline
from guidance.models.use import How
from guidance.services import contact_changes, contact_details, uses
from lesas_portal.core import audit

SEEN = "seen"


class ContactChangeAdmin(WorkflowAdmin):
    """Adds that page to the admin of helplines, for contacts that the Front Door page stands on."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.contact_view)
        return [
            path("<path:object_id>/contact/", view, name="guidance_helpline_contact"),
            *super().get_urls(),
        ]

    def workflow_buttons(self, request: HttpRequest, obj: Any) -> list[tuple[str, str]]:
        """With the way to that page, where there is one."""
        buttons = super().workflow_buttons(request, obj)
        if self.may_change_contact(request, obj):
            buttons.append(("Change number, email or hours", self.address(obj, "contact")))
        return buttons

    def may_change_contact(self, request: HttpRequest, obj: Helpline) -> bool:
        """Whether this person may change the details of ``obj``, which the Front Door page stands on."""
        return (
            obj.is_load_bearing
            and not obj.is_fixed
            and may_publish(request)
            and self.has_change_permission(request, obj)
        )

    def contact_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the form; on the first press old, new and every use; on the second one write it."""
        with transaction.atomic():
            return self._contact(request, object_id)

    def _contact(self, request: HttpRequest, object_id: str) -> HttpResponse:
        obj = self.get_object(request, object_id)
        if not isinstance(obj, Helpline):
            raise Http404
        if not self.may_change_contact(request, obj):
            raise PermissionDenied
        now = contact_changes.fingerprint(obj)
        if request.method != "POST":
            return self._show(request, obj, ContactChangeForm(instance=obj), now)
        before = Helpline.objects.get(pk=obj.pk)
        if request.POST.get(SEEN) != now:
            words = contact_changes.MEANWHILE.format(contact_changes.summary(before))
            self.message_user(request, words, messages.ERROR)
            return self._show(request, obj, ContactChangeForm(instance=obj), now)
        form = ContactChangeForm(request.POST, instance=obj)
        is_right = form.is_valid()
        if is_right and not form.changed_parts and not form.told:
            self.message_user(request, "Nothing is changed yet.", messages.WARNING)
            return self._show(request, obj, form, now)
        if is_right and form.is_last_press and self._write(request, form, now):
            return HttpResponseRedirect(self.address(obj, "change"))
        is_second = is_right or form.second_step_is_wrong
        return self._show(
            request, obj, form, now, before if is_second and not form.is_only_looked_at else None
        )

    def _write(self, request: HttpRequest, form: ContactChangeForm, seen: str) -> bool:
        """Write it all or nothing; say what came of it."""
        answers = form.cleaned_data
        try:
            contact_changes.change(
                helpline=form.instance,
                seen=seen,
                weekly=answers["weekly"] if "weekly" in form.changed_data else None,
                special=answers["special"] if "special" in form.changed_data else None,
                told=form.told,
                note=answers["note_to_colleagues"],
                by=audit.signed_in(request),
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
            return False
        self.message_user(
            request,
            f"{form.instance}: changed. Readers see it now, and colleagues are told by email.",
            messages.SUCCESS,
        )
        return True

    def _show(
        self,
        request: HttpRequest,
        obj: Helpline,
        form: ContactChangeForm,
        seen: str,
        before: Helpline | None = None,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"Change number, email or hours: {obj}",
            "form": form,
            "seen": seen,
            "save": SAVE,
            "opts": self.opts,
            "original": obj,
            "back_url": self.address(obj, "change"),
            "media": self.media + form.media,
        }
        if before:
            context["changes"] = _changes(before, obj, form)
            context["uses"] = sorted(uses.of(before, {How.SHOWS}), key=lambda use: use.kind)
        return TemplateResponse(request, "admin/guidance/contact_change.html", context)


def _changes(before: Helpline, now: Helpline, form: ContactChangeForm) -> list[dict[str, Any]]:
    """Old and new of each detail that was changed, in words."""
    return [
        {
            "what": part.detail.label,
            "is_number": part.detail in RETYPED,
            "old": contact_details.in_words(before, part.detail) or "Nothing",
            "new": contact_details.in_words(now, part.detail) or "Nothing",
        }
        for part in PARTS
        if part in form.changed_parts
    ]
