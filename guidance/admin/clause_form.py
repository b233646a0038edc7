"""The form of a clause: its words in one box, and a note for each change of issued words."""

from django import forms
from django.core.exceptions import ValidationError

from guidance.admin.applicability import CONDITION_FIELDS, ConditionalForm
from guidance.policies import validation
from guidance.policies.placeholders import PLACEHOLDERS
from guidance.policies.schema import Condition, FrozenClause
from guidance.services import editions, included
from lesas_portal.core.form_fields import TextBlockField

TEXT_FIELDS = ("text", "change_note", "what_to_do")
PLACEHOLDER_HELP = "; ".join(f"{{{name}}}: {meaning}" for name, meaning in PLACEHOLDERS.items())


def text_area(label: str, help_text: str, *, rows: int, required: bool = False) -> TextBlockField:
    """A box for text, with line ends as files have them."""
    widget = forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})
    return TextBlockField(label=label, required=required, widget=widget, help_text=help_text)


class ClauseForm(ConditionalForm):
    """A clause with its newest words. New words for an issued clause need a note."""

    text = text_area(
        "Words",
        "Markdown: paragraphs, points that start with a dash or are numbered from 1, tables, bold text, "
        "links and sub-headings that start with ###. "
        "{block:its-name} on a line of its own puts in a shared block. "
        f"Placeholders, with a capital at the start of a sentence: {PLACEHOLDER_HELP}.",
        rows=10,
        required=True,
    )
    change_note = text_area("What changed and why", "Settings that adopted the old words read it.", rows=3)
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
            condition = Condition(**{name: tuple(cleaned[name]) for name in CONDITION_FIELDS})
            label = cleaned.get("label", "")
            clause = FrozenClause(
                key=label,
                label=label,
                text=cleaned["text"],
                condition=condition,
                required=cleaned.get("required", True),
                basis=cleaned.get("basis", ""),
                source=str(cleaned.get("source") or ""),
            )
            for problem in validation.clause_errors(included.clause_with_blocks(clause)):
                self.add_error("text", problem)
        if not self.errors:
            self._check_note(cleaned)
        return cleaned

    def _check_note(self, cleaned: dict) -> None:
        try:
            editions.next_number(clause=self.instance, **{name: cleaned[name] for name in TEXT_FIELDS})
        except ValidationError as error:
            self.add_error(None, error)
