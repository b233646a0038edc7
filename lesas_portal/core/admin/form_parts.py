"""The parts of an admin form: each field and each inline row, as they are stored or as they were sent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, cast

from django import forms
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.text import capfirst

from lesas_portal.core.admin import shown_fields
from lesas_portal.core.admin.shown_fields import Sent


@dataclass(frozen=True)
class Part:
    """One field or row: its name in the token, its label, what is compared, what a browser sends for it."""

    name: str
    label: str
    text: str
    sent: Sent
    say: Callable[[], str]

    @cached_property
    def words(self) -> str:
        """What a person reads. It may ask the database for names."""
        return self.say()


class FormParts:
    """A form with its inline rows, either as stored or as sent."""

    def __init__(self, form: forms.BaseForm, formsets: list[BaseInlineFormSet]) -> None:
        self.form = form
        self.rows = [Rows(one) for one in formsets]

    def shown(self) -> dict[str, str]:
        """Return the text of every part by its name."""
        fields = {part.name: part.text for part in self.fields()}
        return fields | {part.name: part.text for rows in self.rows for part in rows.kept()}

    def fields(self) -> Iterator[Part]:
        """Yield the fields of the form itself."""
        for name in shown_fields.editable(self.form):
            sent = _sent(self.form, name)
            say = partial(shown_fields.in_words, self.form.fields[name], sent)
            yield Part(name, str(self.form[name].label), shown_fields.as_text(sent), sent, say)


class Rows:
    """The inline rows of one kind."""

    def __init__(self, formset: BaseInlineFormSet) -> None:
        self.formset, self.prefix = formset, formset.prefix
        self.model: type[Any] = cast(type[Any], formset.model)

    def kept(self) -> Iterator[Part]:
        """Yield the rows that exist and are to stay."""
        for form in self._forms():
            if (key := self._key(form)) and not self._is_removed(form):
                yield self._part(form, f"{self.prefix}:{key}")

    def new(self) -> Iterator[Part]:
        """Yield what was sent of rows that do not exist yet."""
        for form in self._forms():
            if not self._key(form) and not self._is_removed(form):
                yield self._part(form, "")

    def _forms(self) -> list[Any]:
        if self.formset.is_bound:
            return self.formset.forms if self.formset.management_form.is_valid() else []
        return self.formset.initial_forms

    def _key(self, form: Any) -> str:
        if form.is_bound:
            return form.data.get(form.add_prefix(form._meta.model._meta.pk.name), "")
        return str(form.instance.pk or "")

    def _is_removed(self, form: Any) -> bool:
        return bool(form.is_bound and form.data.get(form.add_prefix("DELETE")))

    def _part(self, form: Any, name: str) -> Part:
        parts = {field: _sent(form, field) for field in shown_fields.editable(form)}
        text = "\n".join(f"{field}: {shown_fields.as_text(sent)}" for field, sent in parts.items())
        start = f"{form.prefix}-"
        if form.is_bound:
            sent = as_came(form.data, start)
        else:
            stored = (shown_fields.stored(form, field) for field in form.fields if field != "DELETE")
            sent = {key: values for one in stored for key, values in one.items()}
        kind = capfirst(str(form._meta.model._meta.verbose_name))
        bare = {key.removeprefix(start): values for key, values in sent.items()}
        return Part(name, kind, text, bare, partial(_row_in_words, form, parts))


def _row_in_words(form: Any, parts: dict[str, Sent]) -> str:
    words = {
        str(form[name].label): shown_fields.in_words(form.fields[name], sent) for name, sent in parts.items()
    }
    return "\n".join(f"{label}: {value}" for label, value in words.items() if value)


def as_came(data: QueryDict, start: str) -> Sent:
    """Return what was sent under names that begin with ``start``."""
    return {name: data.getlist(name) for name in data if name.startswith(start)}


def _sent(form: forms.BaseForm, name: str) -> Sent:
    return (shown_fields.typed if form.is_bound else shown_fields.stored)(form, name)
