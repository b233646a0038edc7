"""The form of a clause: its words in one box, and a note for each change of issued words."""

from dataclasses import replace

from django import forms
from django.core.exceptions import ValidationError

from guidance.admin.applicability import CONDITION_FIELDS, ConditionalForm
from guidance.admin.markdown_box import MarkdownBox
from guidance.admin.tidying_form import TidyingForm
from guidance.policies import validation
from guidance.policies.placeholders import PLACEHOLDERS
from guidance.policies.schema import Condition, FrozenClause
from guidance.services import editions, included
from lesas_portal.core.form_fields import TextBlockField

TEXT_FIELDS = ("text", "change_note", "what_to_do")
PLACEHOLDER_HELP = "; ".join(f"{{{name}}}: {meaning}" for name, meaning in PLACEHOLDERS.items())


def text_area(
    label: str, help_text: str, *, rows: int = 3, required: bool = False, widget: forms.Widget | None = None
) -> TextBlockField:
    """A box for text, with line ends as files have them."""
    widget = widget or forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})
    return TextBlockField(label=label, required=required, widget=widget, help_text=help_text)


class ClauseForm(TidyingForm, ConditionalForm):
    """A clause with its newest words. New words for an issued clause need a note."""

    text = text_area(
        "Words",
        "Markdown: paragraphs, points that start with a dash or are numbered from 1, tables, bold text, "
        "links and sub-headings that start with ###. "
        "{block:its-name} on a line of its own puts in a shared block. "
        f"Placeholders, with a capital at the start of a sentence: {PLACEHOLDER_HELP}.",
        widget=MarkdownBox(attrs={"rows": 10}, example="clause"),
        required=True,
    )
    change_note = text_area("What changed and why", "Settings that adopted the old words read it.")
    what_to_do = text_area(
        "What a setting should do", "For example: Tell staff at the next briefing.", rows=2
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "text" in self.fields:
            newest = self.instance.newest
            for name in TEXT_FIELDS:
                self.fields[name].initial = getattr(newest, name)

    def clean(self) -> dict:
        """Refuse words that could not stand in a policy, while the adviser can still put them right."""
        cleaned = super().clean()
        for name in TEXT_FIELDS:
            is_left = self.instance.pk and name not in self.changed_data
            words = self.fields[name].initial if is_left else cleaned.get(name, "")
            cleaned[name] = words.strip()
        if not self.errors:
            clause = replace(self.frozen(), key=cleaned.get("label", ""))
            for problem in validation.clause_errors(included.clause_with_blocks(clause)):
                self.add_error("text", problem)
        if not self.errors:
            self._check_note(cleaned)
        return cleaned

    def frozen(self) -> FrozenClause:
        """The clause as an edition would freeze it from the form, which has no errors."""
        typed = self.cleaned_data
        source = typed.get("source")
        return FrozenClause(
            key=self.instance.key or typed.get("key", ""),
            condition=Condition(**{name: tuple(typed[name]) for name in CONDITION_FIELDS}),
            source=source.slug if source else "",
            **{name: typed.get(name, "") for name in ("label", *TEXT_FIELDS, "why", "reference", "basis")},
            required=typed.get("required", True),
        )

    def markdown_names(self) -> list[str]:
        return ["text"] if "text" in self.fields else []

    def stored(self, name: str) -> str:
        return self.fields[name].initial or ""

    def _check_note(self, cleaned: dict) -> None:
        try:
            editions.next_number(clause=self.instance, **{name: cleaned[name] for name in TEXT_FIELDS})
        except ValidationError as error:
            self.add_error(None, error)
