"""What every act on an enquiry has: a small form of its own, which is posted to an address of its own."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from enquiries.models import Enquiry
from enquiries.services.screen import screen
from enquiries.triage import Route
from lesas_portal.core.form_fields import MultiLineField

WARNINGS = {
    Route.FRONT_DOOR.value: "This reads like a concern about a child. If it is, do not write it here.",
    Route.LADO.value: "This reads like a concern about an adult who works with children. If it is, do not "
    "write it here.",
    Route.UNREAD.value: "The screen could not read this. If it is about a child, do not write it here.",
}


class ActForm(forms.Form):
    """One act. ``name`` stands in its address, ``title`` above it, ``button`` on what is pressed.

    ``seen`` is the last event that the page showed, so that a service can tell what came after it.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    button: ClassVar[str]
    help_text: ClassVar[str] = ""
    perform: Callable[..., str]
    """Does it for ``by=`` and returns what to tell them. Raises TooLateError."""

    use_required_attribute = False
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, enquiry: Enquiry, person: User, initial: dict[str, Any] | None = None
    ) -> None:
        self.enquiry, self.person = enquiry, person
        super().__init__(data, auto_id=f"id_{self.name}_%s", initial=initial or {}, label_suffix="")

    @classmethod
    def applies_to(cls, enquiry: Enquiry) -> bool:
        """Whether it is offered for ``enquiry`` as it stands."""
        return enquiry.status == Enquiry.Status.OPEN

    @property
    def seen_event(self) -> int:
        """The last event that the page showed; none for a form without it."""
        return self.cleaned_data.get("seen") or 0


class ScreenedForm(ActForm):
    """An act with free text, which the screen reads before it is stored; ``screened`` names the fields.

    What is not strategic comes back once, with a warning and a tick to store it all the same.
    """

    screened: ClassVar[tuple[str, ...]] = ("text",)
    store_anyway = forms.BooleanField(
        label="It is not about a particular child or adult: keep it", required=False
    )
    warning = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields([name for name in self.fields if name != "store_anyway"])

    @property
    def asks_again(self) -> bool:
        """Whether the tick is shown: there was a warning, now or before."""
        ticked = self.data if self.is_bound else self.initial
        return bool(self.warning or ticked.get("store_anyway"))

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for what the screen does not take for strategic, unless the box is ticked."""
        cleaned = super().clean() or self.cleaned_data
        texts = {name: cleaned[name] for name in self.screened if cleaned.get(name)}
        route = screen(texts).route if texts else Route.STRATEGIC
        self.warning = WARNINGS.get(route, "")
        if self.warning and not cleaned.get("store_anyway"):
            raise ValidationError(self.warning, code="not-strategic")
        return cleaned


def text_area(
    *, label: str, required: str, at_most: int, rows: int = 5, help_text: str = ""
) -> MultiLineField:
    """A box for several lines; ``required`` is what to say where nothing is written."""
    return MultiLineField(
        label=label,
        required_message=required,
        max_length=at_most,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}),
    )


def day_field(*, label: str, required: str = "", **options: Any) -> forms.DateField:
    """A day, picked or typed. ``required`` is what to say without one; with nothing there it may be empty."""
    return forms.DateField(
        label=label,
        required=bool(required),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": required, "invalid": "Enter a day, like 3 December 2026."},
        input_formats=["%Y-%m-%d", "%d %B %Y", "%d/%m/%Y", "%d.%m.%Y"],
        **options,
    )
