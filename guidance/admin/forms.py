"""The form that content is written in."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple

from guidance.admin.saving import ChangesForm
from guidance.models import Audience, Phase, RiskArea

SHORT_LISTS = (RiskArea, Audience, Phase)


class PublishableForm(ChangesForm):
    """A form for anything publishable, with a note to readers for changes to a public page."""

    change_note = forms.CharField(
        label="What changed, for readers",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="Readers see it in the history of the page. Leave it empty for a small correction.",
    )

    def clean(self) -> dict:
        """Keep line ends as they are written in files, so that saving an unchanged text changes nothing.

        Browsers send CR LF (HTML standard, form submission); the loader would take that for an edit.
        """
        cleaned = super().clean()
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value
            for name, value in cleaned.items()
        }


class SourcesSelect(AutocompleteSelectMultiple):
    """Search as you type, without the cross that clears every source in one slip."""

    def build_attrs(self, base_attrs, extra_attrs=None) -> dict:
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}


def with_room(db_field, form_field: forms.Field) -> forms.Field:
    """Give long texts room to write, and leave away links that open another page in a pop-up window."""
    widget = form_field.widget
    if hasattr(widget, "can_add_related"):
        # A pop-up that changes another page is easily mistaken for this one.
        for name in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
            setattr(widget, name, False)
    if isinstance(widget, forms.Textarea):
        widget.attrs["rows"] = 24 if "Markdown" in str(db_field.help_text) else 3
    return form_field
