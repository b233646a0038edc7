"""Acts that end the work on an enquiry: closing it with what answered it, and joining it with another."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from enquiries.admin.act_form import ActForm, ScreenedForm
from enquiries.models import Enquiry
from enquiries.services import close, merge, portal_pages
from enquiries.services.lock import TooLateError
from lesas_portal.core import audit, reference
from lesas_portal.core.form_fields import SingleLineField

Outcome = Enquiry.Outcome
ABOUT_A_PAGE = (Outcome.PAGE, Outcome.UNCLEAR)


class OutcomeFields(forms.Form):
    """What answered it, which page, and what is missing; beside a reply that also closes, too."""

    outcome = forms.ChoiceField(
        label="What answered it?",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what answered it."},
    )
    page = SingleLineField(
        label="Which page",
        required=False,
        max_length=200,
        help_text="Words of its title, or its address. Only for the first two.",
    )
    page_choice = forms.ChoiceField(label="Choose the page", required=False, widget=forms.RadioSelect)
    missing = SingleLineField(
        label="What is missing",
        required=False,
        max_length=200,
        help_text="Only for the third. No names: editors read this.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = portal_pages.at(self.data.get("page_choice", "")) if self.is_bound else None
        self.offer([chosen] if chosen else [])

    def offer(self, pages: list[portal_pages.PortalPage]) -> None:
        """Let one of ``pages`` be chosen."""
        field = self.fields["page_choice"]
        field.choices = [(page.path, page.title) for page in pages]  # type: ignore[attr-defined]

    @property
    def has_pages(self) -> bool:
        """Whether there are pages to choose from."""
        return bool(self.fields["page_choice"].choices)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the page. Raises ValidationError for an outcome without what belongs to it."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") in ABOUT_A_PAGE:
            cleaned["page"] = cleaned.get("page_choice") or self._page_called(cleaned.get("page", ""))
        if cleaned.get("outcome") == Outcome.MISSING and not cleaned.get("missing"):
            self.add_error("missing", "Say what is missing.")
        return cleaned

    def _page_called(self, typed: str) -> str:
        if portal_pages.is_address(typed):
            if page := portal_pages.at(typed):
                return page.path
            self.add_error("page", "There is no such page on this site.")
            return ""
        found = portal_pages.find(typed) if typed else []
        exact = [page for page in found if page.title.casefold() == typed.casefold()]
        if len(exact or found) == 1:
            return (exact or found)[0].path
        self.offer(found)
        self.add_error("page", _choose_one(found, typed))
        return ""

    @property
    def closed_with(self) -> close.ClosedWith:
        """What was answered, without what belongs to another outcome."""
        answers = self.cleaned_data
        outcome = answers["outcome"]
        return close.ClosedWith(
            outcome,
            page=answers["page"] if outcome in ABOUT_A_PAGE else "",
            missing=answers["missing"] if outcome == Outcome.MISSING else "",
        )


def _choose_one(found: list[portal_pages.PortalPage], typed: str) -> str:
    if found:
        return "Several pages match. Choose one below."
    return "No page matches. Try other words." if typed else "Say which page."


class Close(OutcomeFields, ScreenedForm):
    """Nothing more to do."""

    name = "close"
    title = "Close"
    button = "Close it"
    screened = ("missing",)

    def perform(self, *, by: audit.Actor) -> str:
        """Close it."""
        row = close.close(enquiry=self.enquiry, closed_with=self.closed_with, by=by)
        return f"Closed. It is deleted on {row.delete_on:%-d %B %Y}."


class SameAs(ActForm):
    """Two about the same become one."""

    name = "same-as"
    title = "Same as …"
    button = "Move the thread there and close this one"
    help_text = (
        "For one that was sent twice. Its thread moves to the other, and this one is closed with a link."
    )
    original = SingleLineField(label="Reference of the other", required_message="Enter its reference.")
    confirmed = forms.BooleanField(
        label="They came from different addresses, but ask the same", required=False
    )
    asks_to_confirm = False

    def clean_original(self) -> Enquiry:
        """Return the other enquiry. Raises ValidationError where there is none to move the thread to."""
        parsed = reference.parse(self.cleaned_data["original"])
        if parsed is None:
            raise ValidationError("That reference has a slip in it. It looks like 7KM4-XCDP.")
        other = Enquiry.objects.genuine().filter(reference=parsed).select_related("same_as").first()
        if other is None:
            raise ValidationError("There is no enquiry with that reference.")
        if other.pk == self.enquiry.pk:
            raise ValidationError("That is this enquiry. Enter the reference of the other.")
        if other.same_as:
            raise ValidationError(f"That one is itself the same as {other.same_as}. Enter this reference.")
        return other

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for different senders, unless it is confirmed."""
        cleaned = super().clean() or self.cleaned_data
        other: Enquiry | None = cleaned.get("original")
        self.asks_to_confirm = other is not None and not merge.is_same_sender(self.enquiry, other)
        if self.asks_to_confirm and not cleaned.get("confirmed"):
            raise ValidationError("The two came from different addresses. Look at both, then tick the box.")
        return cleaned

    def perform(self, *, by: audit.Actor) -> str:
        """Join the two. Raises TooLateError if the other has changed meanwhile."""
        answers = self.cleaned_data
        try:
            _, kept = merge.merge(
                enquiry=self.enquiry,
                original=answers["original"],
                by=by,
                is_confirmed=answers["confirmed"],
            )
        except ValueError as error:
            raise TooLateError("The other was changed or deleted meanwhile. Look at it again.") from error
        return f"The thread is with {kept} now, and this one is closed."
