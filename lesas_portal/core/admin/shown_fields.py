"""The fields of an admin form as text: what a browser sends back for them, and what a person reads there."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import time
from typing import Any, cast

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.forms.widgets import ChoiceWidget

from lesas_portal.core.clock import time_words
from lesas_portal.core.normalisation import unix_line_ends

Sent = dict[str, list[str]]
"""Names and values, as a browser sends them."""


def editable(form: forms.BaseForm) -> list[str]:
    """Return the names of the fields that a person changes: not the keys of a row, nor its removal."""
    return [
        name
        for name, field in form.fields.items()
        if name != "DELETE" and not field.disabled and not field.widget.is_hidden
    ]


def stored(form: forms.BaseForm, name: str) -> Sent:
    """Return what a browser sends for a field of a form that nobody has filled in."""
    return _as_sent(form.fields[name].widget, form.add_prefix(name), form[name].value())


def typed(form: forms.BaseForm, name: str) -> Sent:
    """Return what was sent for a field, written as the row would keep it; as it came where it is refused."""
    field, html_name = form.fields[name], form.add_prefix(name)
    value = field.widget.value_from_datadict(form.data, form.files, html_name)
    with suppress(ValidationError):
        value = field.prepare_value(field.clean(value))
    return _as_sent(field.widget, html_name, value)


def as_text(sent: Sent) -> str:
    """Return the values of a field as one text, to be compared. Blanks around it say nothing."""
    return unix_line_ends("\n".join(_values(sent))).strip()


def in_words(field: forms.Field, sent: Sent) -> str:
    """Return what a person reads for the values of a field: the names of what is chosen, yes or no."""
    if hasattr(field.widget, "in_words"):
        return field.widget.in_words(sent)
    values = _values(sent)
    if isinstance(field, forms.BooleanField):
        return "Yes" if values else "No"
    if isinstance(field, forms.DateField | forms.TimeField):
        return ", ".join(_day_or_hour(field, value) for value in values)
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(_names_of_rows(field, values))
    if isinstance(field, forms.ChoiceField):
        labels = dict(_flat(cast(Iterable[Any], field.choices)))
        return ", ".join(labels.get(value, value) for value in values)
    return unix_line_ends("\n".join(values)).strip()


def _values(sent: Sent) -> list[str]:
    return [value for values in sent.values() for value in values if value]


def _as_sent(widget: Any, name: str, value: Any) -> Sent:
    if hasattr(widget, "as_sent"):
        return widget.as_sent(name, value)
    if isinstance(widget, RelatedFieldWidgetWrapper):
        return _as_sent(widget.widget, name, value)
    if isinstance(widget, forms.MultiWidget):
        both = cast(Any, widget)
        values = value if isinstance(value, list | tuple) else both.decompress(value)
        parts = zip(both.widgets, both.widgets_names, values, strict=False)
        return {
            key: sent
            for one, suffix, part in parts
            for key, sent in _as_sent(one, name + suffix, part).items()
        }
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"] if widget.check_test(value) else []}
    if isinstance(widget, ChoiceWidget):
        # The order of ticks says nothing.
        return {name: sorted(str(one) for one in widget.format_value(value) if one != "")}
    shown = widget.format_value(value)
    return {name: [] if shown is None else [str(shown)]}


def _day_or_hour(field: forms.DateField | forms.TimeField, value: str) -> str:
    with suppress(ValidationError):
        moment = field.to_python(value)
        if moment:
            return time_words(moment) if isinstance(moment, time) else f"{moment:%-d %B %Y}"
    return value


def _names_of_rows(field: forms.ModelChoiceField, values: list[str]) -> list[str]:
    with suppress(ValidationError):
        found = field.clean(
            values if isinstance(field, forms.ModelMultipleChoiceField) else (values or [""])[0]
        )
        rows = found if isinstance(field, forms.ModelMultipleChoiceField) else filter(None, [found])
        return [str(field.label_from_instance(row)) for row in rows]
    return values


def _flat(choices: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), str(label)
