"""The page that shows what was tidied of a text pasted from Word, and can undo it."""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms import BaseModelFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from guidance.admin.saving import SavingAdmin
from guidance.admin.tidying_form import TidyingForm
from guidance.services import tidying
from guidance.services.tidying import Tidied
from lesas_portal.core import audit

SESSION_KEY = "tidied"
FORM, ROWS = "_saved_form", "_saved_rows"


class TidyingAdmin(SavingAdmin):
    """After a save it warns of what is worth a second look, and shows what was tidied."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_tidied"
        view = self.admin_site.admin_view(self.tidied_view)
        return [path("<path:object_id>/tidied/", view, name=name), *super().get_urls()]

    def save_form(self, request, form, change) -> Any:
        setattr(request, FORM, form)
        return super().save_form(request, form, change)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None) -> HttpResponse:
        """Django's; when it has saved, the warnings are said, and what was tidied is shown first."""
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        form = getattr(request, FORM, None)
        if not isinstance(form, TidyingForm) or not isinstance(answer, HttpResponseRedirect):
            return answer
        forms = [form, *getattr(request, ROWS, ())]
        for warning in [warning for one in forms for warning in one.warnings()]:
            messages.warning(request, warning)
        kept = {_key(one.instance): one.as_kept() for one in forms if one.tidied}
        if not kept:
            return answer
        request.session[SESSION_KEY] = {"of": _key(form.instance), "texts": kept, "then": answer.url}
        return HttpResponseRedirect(self._tidied_address(form.instance))

    def save_formset(self, request, form, formset, change) -> None:
        super().save_formset(request, form, formset, change)
        self.note_rows(request, formset)

    def note_rows(self, request: HttpRequest, formset: BaseModelFormSet) -> None:
        """Remember which rows below the form were saved: their texts are tidied too."""
        saved = [one for one in formset.initial_forms + formset.extra_forms if one.has_changed()]
        rows = [one for one in saved if isinstance(one, TidyingForm) and one not in formset.deleted_forms]
        setattr(request, ROWS, [*getattr(request, ROWS, ()), *rows])

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def tidied_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what the last save of this person tidied in this row; POST puts back what was pasted.

        Then the row is held, so that what became public meanwhile is not taken for a draft.
        """
        if request.method != "POST":
            return self._tidied(request, object_id)
        with transaction.atomic():
            return self._tidied(request, object_id)

    def _tidied(self, request: HttpRequest, object_id: str) -> HttpResponse:
        obj = self.get_object(request, object_id)
        if obj is None or not self.has_change_permission(request, obj):
            raise PermissionDenied
        kept = request.session.get(SESSION_KEY) or {}
        change_page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])
        if kept.get("of") != _key(obj):
            return HttpResponseRedirect(change_page)
        problem = ""
        if request.method == "POST":
            try:
                self._put_all_back(request, obj, kept["texts"])
            except ValidationError as error:
                problem = " ".join(error.messages)
            else:
                del request.session[SESSION_KEY]
                self.message_user(request, "Put back as it was pasted.", messages.SUCCESS)
                return HttpResponseRedirect(change_page)
        return self._tidied_page(request, obj, kept, problem)

    @transaction.atomic
    def _put_all_back(self, request: HttpRequest, obj: Model, kept: dict[str, dict[str, list]]) -> None:
        """Undo the tidying of the row and of those below it, or of none of them."""
        self.hold(obj)
        for key, told in kept.items():
            texts = {name: Tidied(pasted, stored) for name, (_, pasted, stored) in told.items()}
            if key == _key(obj):
                self.put_back(request, obj, texts)
            else:
                label, _, pk = key.partition(":")
                row = apps.get_model(label)._base_manager.filter(pk=pk).first()
                if row is None:
                    raise ValidationError(tidying.SAVED_SINCE)
                tidying.undo(obj=row, texts=texts, by=audit.signed_in(request))

    def put_back(self, request: HttpRequest, obj: Model, texts: dict[str, Tidied]) -> None:
        """Undo the tidying. Raises ValidationError when one of the texts was saved since."""
        tidying.undo(obj=obj, texts=texts, by=audit.signed_in(request))

    def _tidied_page(self, request: HttpRequest, obj: Model, kept: dict, problem: str) -> HttpResponse:
        changes = [
            (label, Tidied(pasted, stored).changes)
            for told in kept["texts"].values()
            for label, pasted, stored in told.values()
        ]
        count = sum(len(one.before) for _, found in changes for one in found) or 1
        context = {
            **self.admin_site.each_context(request),
            "title": f"We tidied {count} line{'' if count == 1 else 's'}",
            "original": obj,
            "opts": self.opts,
            "changes": changes,
            "then": kept["then"],
            "problem": problem,
        }
        return TemplateResponse(
            request, "admin/guidance/tidied.html", context, status=409 if problem else 200
        )

    def _tidied_address(self, obj: Model) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_tidied", args=[obj.pk])


def _key(obj: Model | None) -> str:
    return f"{obj._meta.label_lower}:{obj.pk}" if obj else ""
