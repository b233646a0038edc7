"""Forms that tidy what was pasted from Word, and the page that shows what was tidied and can undo it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from guidance import pasted_text
from guidance.admin.saving import ChangesForm, SavingAdmin
from guidance.models.fields import MarkdownField
from guidance.models.including import INCLUDING
from guidance.services import text_warnings, tidying
from guidance.services.tidying import Tidied
from lesas_portal.core import audit
from lesas_portal.core.normalisation import unix_line_ends

SESSION_KEY = "tidied"
FORM = "_saved_form"


class TidyingForm(ChangesForm):
    """A form whose Markdown texts are tidied when they were changed; lines that were stored stay."""

    tidied: dict[str, Tidied]

    def clean(self) -> dict:
        """Put right what Word left in the texts, and keep what was pasted beside it."""
        cleaned = super().clean()
        self.tidied = {}
        for name in self.markdown_names():
            if name not in self.changed_data or not isinstance(cleaned.get(name), str):
                continue
            pasted = unix_line_ends(cleaned[name])
            text = pasted_text.tidy(pasted, kept=getattr(self.instance, name))
            if text != pasted:
                cleaned[name], self.tidied[name] = text, Tidied(pasted, text)
        return cleaned

    def markdown_names(self) -> list[str]:
        """The fields of this form that are written in Markdown."""
        texts = (field.name for field in self.instance._meta.fields if isinstance(field, MarkdownField))
        return [name for name in texts if name in self.fields]

    def warnings(self) -> list[str]:
        """What in its texts is worth a second look, after it was found valid."""
        can_name = INCLUDING.get(type(self.instance), ())
        return [
            f"{self.fields[name].label}: {warning}"
            for name in self.markdown_names()
            for warning in text_warnings.of_text(self.cleaned_data.get(name) or "", can_name=name in can_name)
        ]


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
        for warning in form.warnings():
            messages.warning(request, warning)
        if not form.tidied:
            return answer
        request.session[SESSION_KEY] = {
            "of": _key(form.instance),
            "texts": {name: [text.pasted, text.stored] for name, text in form.tidied.items()},
            "then": answer.url,
        }
        return HttpResponseRedirect(self._tidied_address(form.instance))

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
        texts = {name: Tidied(*pair) for name, pair in kept["texts"].items()}
        problem = ""
        if request.method == "POST":
            try:
                self.put_back(request, obj, texts)
            except ValidationError as error:
                problem = " ".join(error.messages)
            else:
                del request.session[SESSION_KEY]
                self.message_user(request, "Put back as it was pasted.", messages.SUCCESS)
                return HttpResponseRedirect(change_page)
        return self._tidied_page(request, obj, texts, kept["then"], problem)

    def put_back(self, request: HttpRequest, obj: Model, texts: dict[str, Tidied]) -> None:
        """Undo the tidying. Raises ValidationError when one of the texts was saved since."""
        tidying.undo(obj=obj, texts=texts, by=audit.signed_in(request))

    def _tidied_page(
        self, request: HttpRequest, obj: Model, texts: dict[str, Tidied], then: str, problem: str
    ) -> HttpResponse:
        changes = {
            self.model._meta.get_field(name).verbose_name: pasted_text.changes(text.pasted, text.stored)
            for name, text in texts.items()
        }
        count = sum(len(one.before) for found in changes.values() for one in found) or 1
        context = {
            **self.admin_site.each_context(request),
            "title": f"We tidied {count} line{'' if count == 1 else 's'}",
            "original": obj,
            "opts": self.opts,
            "changes": changes,
            "then": then,
            "problem": problem,
        }
        return TemplateResponse(
            request, "admin/guidance/tidied.html", context, status=409 if problem else 200
        )

    def _tidied_address(self, obj: Model) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_tidied", args=[obj.pk])


def _key(obj: Model | None) -> str:
    return f"{obj._meta.label_lower}:{obj.pk}" if obj else ""
