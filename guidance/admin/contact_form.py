"""The part of a helpline's form that holds contact details, each with its tick, and who told us.

A changed number, address or hours are no longer what somebody confirmed: the tick goes, and stays away until
somebody says who told us, and when. The same is asked for a tick that is new.
"""

from typing import Any, cast

from django.http import QueryDict
from django.utils import timezone

from guidance import phone_numbers, special_lines, weekly_lines
from guidance.admin.contact_parts import PARTS, BankHolidaysField, Part, told_by_field, told_on_field
from guidance.admin.hours_fields import MORE, SpecialField, WeeklyField
from guidance.admin.saving import ChangesForm
from guidance.models import Helpline
from guidance.models.confirmation import Detail
from guidance.models.opening import Way
from guidance.services.contact_details import Told

SHOW = "_show_sentence"
"""The press that shows the sentence of the hours without saving."""


class ContactForm(ChangesForm):
    """Numbers, address and hours with their ticks."""

    phone_told_by, phone_told_on = told_by_field("the number"), told_on_field("the number")
    text_told_by, text_told_on = told_by_field("the number to text"), told_on_field("the number to text")
    email_told_by, email_told_on = told_by_field("the address"), told_on_field("the address")
    hours_told_by, hours_told_on = told_by_field("the hours"), told_on_field("the hours")
    open_on_bank_holidays = BankHolidaysField(
        label="Bank holidays",
        required=False,
        help_text="Whether the weekly hours hold on them. For other hours, "
        "add a line of weekly hours with “bank holidays” ticked: it goes before this.",
    )
    weekly = WeeklyField(
        label="Weekly hours",
        help_text="Times as 9am, 6.30pm, 18:00, noon or midnight. To before from means the next day. "
        "Empty a line to take it away.",
    )
    special = SpecialField(
        label="Closed days and special hours",
        help_text="Days as 24 December 2026. Without times it is closed. For one day, leave the last day "
        "empty.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told: dict[Detail, Told] = {}
        self.changed_parts: list[Part] = []
        self.initial.setdefault("weekly", weekly_lines.lines_of(self.instance.periods_kept()))
        self.initial.setdefault("special", special_lines.lines_of(self.instance.special_days_kept()))
        if not self.instance.text_number:
            self.initial["text_confirmed"] = False

    @property
    def is_only_looked_at(self) -> bool:
        """Whether somebody pressed to see more of the form, and not to save it."""
        return bool({MORE, SHOW} & set(self.data))

    def is_valid(self) -> bool:
        """Whether it may be saved: a form that is only looked at is shown again."""
        return super().is_valid() and not self.is_only_looked_at

    def clean(self) -> dict:
        """Judge the hours as a whole, and the ticks beside what was changed."""
        cleaned = super().clean()
        # Now, while the row has what it had: afterwards it has what was typed.
        self.changed_parts = [part for part in PARTS if self._changes(part)]
        self._refuse_known(cleaned)
        self._judge_always_open(cleaned)
        for part in PARTS:
            self._judge_tick(part, cleaned)
        return cleaned

    def _changes(self, part: Part) -> bool:
        """Whether the person changed this detail: other blanks in a number are no other number."""
        names = [name for name in part.fields if name in self.changed_data and name in self.cleaned_data]
        if part.detail in {Detail.PHONE, Detail.TEXT} and names == [part.fields[0]]:
            before, now = (
                phone_numbers.digits(number)
                for number in (getattr(self.instance, names[0]), self.cleaned_data[names[0]])
            )
            return before != now
        return bool(names)

    def _refuse_known(self, cleaned: dict) -> None:
        """Name the helpline that has this number, or this address, already."""
        others = Helpline.objects.exclude(pk=self.instance.pk)
        number, address = phone_numbers.digits(cleaned.get("phone") or ""), cleaned.get("email")
        if number and (other := others.with_number(number).first()):
            self.add_error("phone", f"This number is in the list already: {other}.")
        if address and (other := others.filter(email__iexact=address).first()):
            self.add_error("email", f"This address is in the list already: {other}.")

    def _judge_always_open(self, cleaned: dict) -> None:
        """“Always open” beside other hours of the same way would be two truths."""
        way = Way.TEXT if cleaned.get("text_number") and not cleaned.get("phone") else Way.PHONE
        if cleaned.get("always_open") and any(row[0] == way for row in cleaned.get("weekly") or ()):
            self.add_error(
                "weekly",
                f"“Always open” is ticked: empty the lines of {way.label.lower()}, or take off that tick.",
            )

    def _judge_tick(self, part: Part, cleaned: dict) -> None:
        if part.tick not in cleaned or any(name in self.errors for name in part.fields):
            return
        is_changed, is_ticked = part in self.changed_parts, cleaned[part.tick]
        if part.detail is not Detail.HOURS and not cleaned.get(part.fields[0]):
            # Nothing is left to confirm; a row that never had any keeps what it has.
            cleaned[part.tick] = False if is_changed else getattr(self.instance, part.tick)
            return
        by, on = cleaned.get(part.told_by) or "", cleaned.get(part.told_on)
        if not is_ticked:
            if by or on:
                self.add_error(part.tick, f"You say who told you {part.what}: tick this too, or empty those.")
            return
        if is_changed or not self._was_confirmed(part):
            self._ask_who(part, by, on, is_changed)

    def _was_confirmed(self, part: Part) -> bool:
        is_there = part.detail is Detail.HOURS or bool(getattr(self.instance, part.fields[0]))
        return self.instance.pk is not None and is_there and getattr(self.instance, part.tick)

    def _ask_who(self, part: Part, who: str, on: Any, is_changed: bool) -> None:
        if on and on > timezone.localdate():
            self.add_error(part.told_on, "That day is still to come.")
        elif who.strip() and on:
            self.told[part.detail] = Told(by=" ".join(who.split()), on=on)
        elif part.told_by not in self.errors and part.told_on not in self.errors:
            self._take_off(part, is_changed)

    def _take_off(self, part: Part, is_changed: bool) -> None:
        """Show the form again without the tick: nobody has said that the new detail is right."""
        if is_changed:
            data = cast(QueryDict, self.data).copy()
            data.pop(self.add_prefix(part.tick), None)
            self.data = data
            words = (
                f"You changed {part.what}, so the tick is taken off. Say who told you, and when, and tick it "
                "again. Or save without the tick: then readers do not see it."
            )
        else:
            words = (
                f"Say who told you that {part.what[4:]} {_is(part)} right, and when, or take the tick off."
            )
        self.add_error(part.tick, words)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        self._show_hours()

    def _show_hours(self) -> None:
        """Let the row speak of the hours that were typed, for the sentence and for a preview."""
        weekly, special = self.cleaned_data.get("weekly"), self.cleaned_data.get("special")
        if "weekly" in self.errors or "special" in self.errors:
            self.instance.hours_are_unread = True
        elif weekly is not None or special is not None:
            weekly = self.instance.periods_kept() if weekly is None else weekly
            special = self.instance.special_days_kept() if special is None else special
            self.instance.show_hours(weekly, special)


def _is(part: Part) -> str:
    return "are" if part.detail is Detail.HOURS else "is"
