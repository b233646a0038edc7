"""The form of a contact of the Front Door: its details, and at the second press what makes sure of them."""

from django import forms
from django.core.exceptions import ValidationError

from guidance import phone_numbers
from guidance.admin.contact_form import ContactForm
from guidance.admin.contact_parts import DETAIL_FIELDS
from guidance.admin.workflow import text_area
from guidance.models import Helpline
from guidance.models.confirmation import Detail

SAVE = "_save_change"
GROUPS = (
    ("Phone", ("phone", "phone_confirmed", "phone_told_by", "phone_told_on")),
    ("Text", ("text_number", "text_word", "text_confirmed", "text_told_by", "text_told_on")),
    ("Email", ("email", "email_confirmed", "email_told_by", "email_told_on")),
    (
        "When it is open",
        (
            *("always_open", "weekly", "open_on_bank_holidays", "special", "hours_text"),
            *("hours_confirmed", "hours_told_by", "hours_told_on"),
        ),
    ),
)
RETYPED = {Detail.PHONE: "number", Detail.TEXT: "number to text", Detail.EMAIL: "email address"}


class ContactChangeForm(ContactForm):
    """Details, and at the second press what was retyped, and why."""

    retyped_phone = forms.CharField(label="Type the new number again", required=False)
    retyped_text = forms.CharField(label="Type the new number to text again", required=False)
    retyped_email = forms.CharField(label="Type the new email address again", required=False)
    note_to_colleagues = text_area(
        label="Why it changes", required=False, help_text="For your colleagues: it is kept with the change."
    )

    class Meta:
        model = Helpline
        fields = [name for name in DETAIL_FIELDS if name not in {"weekly", "special"}]

    @property
    def is_last_press(self) -> bool:
        """Whether the person has seen old and new, and wants it so."""
        return SAVE in self.data

    @property
    def groups(self) -> list[tuple[str, list]]:
        """Its boxes as the page shows them."""
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    @property
    def second_step(self) -> list:
        """The boxes of the second press."""
        names = [f"retyped_{part.detail.value}" for part in self.changed_parts if part.detail in RETYPED]
        return [self[name] for name in (*names, "note_to_colleagues")]

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.is_last_press:
            return cleaned
        for part in self.changed_parts:
            name = f"retyped_{part.detail.value}"
            if part.detail in RETYPED and not _is_same(
                cleaned.get(name, ""), cleaned.get(part.fields[0], "")
            ):
                self.add_error(
                    name, f"This is not the {RETYPED[part.detail]} above. Which of the two is right?"
                )
        if not cleaned.get("note_to_colleagues", "").strip():
            self.add_error("note_to_colleagues", "Say why it changes.")
        return cleaned

    @property
    def second_step_is_wrong(self) -> bool:
        """Whether only what the second press asks is wrong."""
        return bool(self.errors) and all(
            name.startswith("retyped_") or name == "note_to_colleagues" for name in self.errors
        )


def _is_same(retyped: str, new: str) -> bool:
    if "@" in new:
        return retyped.strip().lower() == new.lower()
    try:
        return phone_numbers.digits(phone_numbers.read_to_text(retyped)) == phone_numbers.digits(new)
    except ValidationError:
        return phone_numbers.digits(retyped) == phone_numbers.digits(new)
