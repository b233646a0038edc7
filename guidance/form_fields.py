"""Kinds of fields that only the forms of policies have."""

import re
from collections.abc import Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lesas_portal.core.form_fields import MultiLineField
from lesas_portal.core.normalisation import split_lines

OWN_WORDS_MAX_LENGTH = 4000
# The longest clause of ours has 8 lines. Each becomes a paragraph, which costs time to build and to show.
OWN_WORDS_MAX_LINES = 200
# Of all clauses together, several times the lines of our longest template. Without it there could be 25,000.
OWN_WORDS_MAX_LINES_IN_ALL = 4000

EXAMPLE, EXAMPLE_TO_COME = "3 September 2026", "3 September 2027"
DAY_MAX_LENGTH = 60
WEEKDAY = re.compile(
    r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+|^(?:mon|tue|wed|thu|fri|sat|sun)\s+", re.I
)
ORDINAL = re.compile(r"\b(\d{1,2})\s?(?:st|nd|rd|th)\b(?:\s+of\b)?", re.I)
ABBREVIATION = re.compile(r"\b([A-Za-z]{3,4})\.(?=\s)")
SEPTEMBER = re.compile(r"\bsept\b", re.I)


class ChoiceWithDefault(forms.ChoiceField):
    """A question that counts as answered with its default when nothing is sent.

    It takes every ``known`` answer, offered or not: an answers file may be of a year that offered more.
    """

    def __init__(self, *, known: Sequence[str] = (), **options) -> None:
        super().__init__(**options)
        self.known = frozenset(known)

    def to_python(self, value: object) -> str:
        return super().to_python(value) or self.initial or ""

    def validate(self, value: str) -> None:
        """Raise ValidationError for an answer that is not known."""
        if value and value not in self.known:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


class DayField(forms.DateField):
    """A day as people write it, in a text box: a browser's own date box shows month before day to some.

    A day that cannot be meant is refused: one before 2000, or more than ``years_ahead`` from today. With
    ``is_to_come``, for a review, today and every day before it are refused too; with ``is_past``, for a
    meeting that was held, every day after today.
    """

    input_formats = (
        *("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y"),
        *("%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y"),
    )
    earliest = date(2000, 1, 1)

    def __init__(
        self, *, is_to_come: bool = False, is_past: bool = False, years_ahead: int = 5, **options
    ) -> None:
        self.is_to_come, self.is_past, self.years_ahead = is_to_come, is_past, years_ahead
        example = EXAMPLE_TO_COME if is_to_come else EXAMPLE
        options.setdefault("help_text", f"For example: {example}.")
        super().__init__(
            input_formats=self.input_formats,
            error_messages={
                "invalid": f"Enter a date, like {example}",
                "required": "Enter a date",
            },
            widget=forms.DateInput(attrs={"autocomplete": "off"}, format="%-d %B %Y"),
            **options,
        )

    def clean(self, value: str | None) -> date | None:
        """Return the day. Raises ValidationError that names the field: a form may ask for several days."""
        try:
            return super().clean(value)
        except ValidationError as error:
            words = error.messages[0]
            named = f"{self.label}: {words[0].lower()}{words[1:]}" if self.label else words
            raise ValidationError(named, code=error.error_list[0].code) from None

    def to_python(self, value: str | date | None) -> date | None:
        """Return the day. Raises ValidationError for what is none."""
        return super().to_python(_plain_day(value) if isinstance(value, str) else value)

    def validate(self, value: date | None) -> None:
        """Raise ValidationError for a day that cannot be meant."""
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if self.is_to_come and value <= today:
            raise ValidationError("Enter a date that is still to come", code="past")
        if self.is_past and value > today:
            raise ValidationError("Enter today’s date or an earlier one", code="late")
        if value < self.earliest:
            raise ValidationError("Enter a date after 1999, with all four digits of the year", code="early")
        if value.replace(day=1) > today.replace(day=1, year=today.year + self.years_ahead):
            ahead = "year" if self.years_ahead == 1 else f"{self.years_ahead} years"
            raise ValidationError(f"Enter a date within the next {ahead}", code="late")


def _plain_day(text: str) -> str:
    """The day that ``text`` names without what people write around it: Thursday, 3rd of Sept. 2026."""
    words = WEEKDAY.sub("", " ".join(text[:DAY_MAX_LENGTH].replace(",", " ").split()))
    return SEPTEMBER.sub("Sep", ABBREVIATION.sub(r"\1", ORDINAL.sub(r"\1", words)))


class OwnWordsField(MultiLineField):
    """A setting's own words for a clause. Its errors name the clause: there are about fifty of them.

    Only ``refuse_too_long`` holds it to its limits: the form sends back the template's own words too, and
    these are never too long.
    """

    def __init__(self, *, label: str, name_in_errors: str = "") -> None:
        # The spaces at its ends go in to_python: a tab there may be an empty cell of a table.
        super().__init__(label=label, name_in_errors=name_in_errors, required=False, strip=False)
        self.max_length = OWN_WORDS_MAX_LENGTH

    def to_python(self, value: object) -> str:
        return self._tidied(value).strip("\n ")

    def refuse_too_long(self, text: str, *, lines_left: int) -> int:
        """Return what is left of ``lines_left``. Raises ValidationError for too many characters or lines."""
        if len(text) > OWN_WORDS_MAX_LENGTH:
            self._refuse_length(OWN_WORDS_MAX_LENGTH, len(text))
        count = len(split_lines(text))
        if count > OWN_WORDS_MAX_LINES:
            raise ValidationError(
                f"{self.name_in_errors} must be {OWN_WORDS_MAX_LINES} lines or fewer; it has {count:,}",
                code="max_lines",
            )
        if count > lines_left:
            raise ValidationError(
                f"{self.name_in_errors} must be shorter: your own words may have "
                f"{OWN_WORDS_MAX_LINES_IN_ALL:,} lines in all",
                code="max_lines_in_all",
            )
        return lines_left - count
