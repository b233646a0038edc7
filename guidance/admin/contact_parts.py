"""The details of a contact as its forms know them: fields, tick, and who told us."""

from dataclasses import dataclass
from typing import Any

from django import forms

from guidance.admin.workflow import date_field
from guidance.models.confirmation import Detail

ON_BANK_HOLIDAYS = [
    ("unknown", "Not known: counts as closed"),
    ("false", "Closed"),
    ("true", "As on other days"),
]


@dataclass(frozen=True)
class Part:
    """A detail of a contact: its fields, the first of which may be empty, its tick, and what to call it."""

    detail: Detail
    fields: tuple[str, ...]
    tick: str
    what: str

    @property
    def told_by(self) -> str:
        return f"{self.detail.value}_told_by"

    @property
    def told_on(self) -> str:
        return f"{self.detail.value}_told_on"


PARTS = (
    Part(Detail.PHONE, ("phone",), "phone_confirmed", "the number"),
    Part(Detail.TEXT, ("text_number", "text_word"), "text_confirmed", "the number to text"),
    Part(Detail.EMAIL, ("email",), "email_confirmed", "the email address"),
    Part(
        Detail.HOURS,
        ("hours_text", "always_open", "open_on_bank_holidays", "weekly", "special"),
        "hours_confirmed",
        "the hours",
    ),
)
DETAIL_FIELDS = [name for part in PARTS for name in (*part.fields, part.tick)]


class BankHolidaysField(forms.NullBooleanField):
    """Closed, as on other days, or not known."""

    widget = forms.RadioSelect

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.RadioSelect(choices=ON_BANK_HOLIDAYS), **options)

    def prepare_value(self, value: Any) -> Any:
        """Return the choice that stands for what is kept."""
        return {None: "unknown", True: "true", False: "false"}.get(value, value)


def told_by_field(what: str) -> forms.CharField:
    """Who outside said that it is right."""
    return forms.CharField(
        label=f"Who told you {what}",
        required=False,
        max_length=200,
        help_text="Needed for a new tick: a name, or the page on which you read it.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


def told_on_field(what: str) -> forms.DateField:
    """When they said so."""
    label = f"When they told you {what}"
    return date_field(label=label, required=False, help_text="The day on which they told you.")
