"""Forms that tidy what was pasted from Word, and warn of what is worth a second look."""

from typing import Any

from guidance import pasted_text
from guidance.admin.saving import ChangesForm
from guidance.models.fields import MarkdownField
from guidance.models.including import INCLUDING
from guidance.services import text_warnings
from guidance.services.tidying import Tidied
from lesas_portal.core.normalisation import unix_line_ends


class TidyingForm(ChangesForm):
    """A form whose Markdown texts are tidied when they were changed; lines that were stored stay."""

    tidied: dict[str, Tidied]

    def clean(self) -> dict:
        """Put right what Word left in the texts, and keep what was pasted beside it."""
        cleaned = super().clean()
        self.tidied = {}
        for name in self.markdown_names():
            if name not in self.changed_data or not cleaned.get(name):
                continue
            pasted = cleaned[name]
            pasted = unix_line_ends(pasted) if isinstance(pasted, str) else pasted
            text = _put_right(pasted, self.stored(name))
            if text != pasted:
                cleaned[name], self.tidied[name] = text, Tidied(pasted, text)
        return cleaned

    def markdown_names(self) -> list[str]:
        """The fields of this form that are written in Markdown, or are lists of it."""
        texts = (field.name for field in self.instance._meta.fields if isinstance(field, MarkdownField))
        return [name for name in texts if name in self.fields]

    def stored(self, name: str) -> Any:
        """What is stored in a field: lines and items that stand there stay as they are."""
        return getattr(self.instance, name)

    def as_kept(self) -> dict[str, list]:
        """What was tidied by field, each with what people call it; a row below the form is named too."""
        row = f"{self.instance}: " if self.prefix else ""
        return {
            name: [f"{row}{self.fields[name].label}", text.pasted, text.stored]
            for name, text in self.tidied.items()
        }

    def warnings(self) -> list[str]:
        """What in its texts is worth a second look, after it was found valid."""
        can_name = INCLUDING.get(type(self.instance), ())
        return [
            f"{self.fields[name].label}: {warning}"
            for name in self.markdown_names()
            for text in _texts(self.cleaned_data.get(name) or "")
            for warning in text_warnings.of_text(text, can_name=name in can_name)
        ]


def _texts(value: str | list) -> list[str]:
    """A text as it is, of a list each item."""
    if isinstance(value, str):
        return [value]
    return [item["text"] if isinstance(item, dict) else item for item in value]


def _put_right(pasted: str | list, kept: Any) -> Any:
    """Put right a text, or each item of a list that is not ``kept``."""
    if isinstance(pasted, str):
        return pasted_text.tidy(pasted, kept=kept)
    return [item if item in (kept or []) else _item(item) for item in pasted]


def _item(item: Any) -> Any:
    if isinstance(item, str):
        return pasted_text.tidy_item(item)
    return {name: pasted_text.tidy_item(text) if name == "text" else text for name, text in item.items()}
