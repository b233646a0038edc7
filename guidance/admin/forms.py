"""The form that content is written in."""

from django import forms

from guidance.models import Audience, Phase, Publishable, RiskArea

SHORT_LISTS = (RiskArea, Audience, Phase)


class PublishableForm(forms.ModelForm):
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


def form_field_for(db_field, form_field: forms.Field | None) -> forms.Field | None:
    """Give a model's form field the widget that suits its content: tick boxes for the short lists."""
    if form_field is None:
        return None
    if db_field.many_to_many and db_field.related_model in SHORT_LISTS:
        form_field.widget = forms.CheckboxSelectMultiple(choices=form_field.choices)
    elif hasattr(form_field.widget, "can_add_related"):
        # A pop-up that changes another page is easily mistaken for this one.
        for name in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
            setattr(form_field.widget, name, False)
    if isinstance(form_field.widget, forms.Textarea):
        is_markdown = "Markdown" in str(db_field.help_text)
        form_field.widget.attrs["rows"] = 24 if is_markdown else 3
    return form_field


def has_been_public(thing: Publishable | None) -> bool:
    """Whether ``thing`` is, was or is about to be public, so that only an adviser may change it."""
    return thing is not None and thing.publish_at is not None
