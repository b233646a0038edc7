"""The form that content is written in."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models

from guidance import directory, includes, markup
from guidance.admin.markdown_box import MarkdownBox
from guidance.admin.tidying_form import TidyingForm
from guidance.models import Audience, Phase, RiskArea
from guidance.models.fields import MarkdownField
from guidance.models.including import INCLUDING
from lesas_portal.core.form_fields import TextBlockField

SHORT_LISTS = (RiskArea, Audience, Phase)
FIELD_OVERRIDES: dict[type[models.Field], dict[str, Any]] = {
    models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
    MarkdownField: {"widget": MarkdownBox(attrs={"rows": 24})},
    models.URLField: {"assume_scheme": "https"},
}
# For rows of a few sentences.
SHORT_TEXTS = {
    **FIELD_OVERRIDES,
    MarkdownField: {"widget": MarkdownBox(attrs={"rows": 4}, example="sentences")},
}


class PublishableForm(TidyingForm):
    """A form for anything publishable, with a note to readers for changes to a public page."""

    change_note = TextBlockField(
        label="What changed, for readers",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=(
            "Readers see it under Updates, in the feeds and in the history of the page. "
            "Leave it empty for a small correction."
        ),
    )


class IncludingForm(PublishableForm):
    """A form whose texts may name helplines, shared blocks, documents and facts."""

    def clean(self) -> dict:
        """Refuse names that stand for nothing, with one sentence for each, beside the text they stand in."""
        cleaned = super().clean()
        named = {
            name: cleaned[name]
            for name in INCLUDING[self._meta.model]
            if includes.names_something(cleaned.get(name) or "") or markup.faults(cleaned.get(name) or "")
        }
        listed = directory.read() if named else None
        for name, text in named.items():
            if listed and (faults := [*includes.unknown(text, listed)]):
                self.add_error(name, ValidationError(faults))
        return cleaned


class SourcesSelect(AutocompleteSelectMultiple):
    """Search as you type, without the cross that clears every source in one slip."""

    def build_attrs(self, base_attrs, extra_attrs=None) -> dict:
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}
