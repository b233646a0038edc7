"""Who to ring, text or write to: every number once, with who confirmed it and when it is open."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Lower, Replace
from django.urls import reverse

from guidance.models.helpline_queryset import HelplineQuerySet
from guidance.models.load_bearing import LADO, OFFICE, ON_FRONT_DOOR, LoadBearing
from guidance.models.number_source import WithSource
from guidance.models.opening import Way
from guidance.models.phone_field import PhoneField, TextNumberField
from guidance.models.publishable import Publishable
from guidance.models.resource import Resource
from guidance.models.term import terms
from guidance.models.with_hours import WithHours
from guidance.opening_hours import Hours, Period
from guidance.opening_hours import SpecialDay as DayHours

__all__ = ["LADO", "OFFICE", "ON_FRONT_DOOR", "Helpline", "HelplineQuerySet"]

# These have a page of this site that says what to do, step by step.
OWN_PAGES = {OFFICE: "guidance:front_door", LADO: "guidance:allegations"}


class Helpline(WithHours, LoadBearing, WithSource):
    """A service that people contact. The public sees only details that someone ticked as fit to show."""

    class Need(models.TextChoices):
        EMERGENCY = "emergency", "In an emergency"
        CHILD_CONCERN = "child-concern", "Worried about a child"
        ADULT_CONCERN = "adult-concern", "Worried about an adult who works with children"
        ADULT_AT_RISK = "adult-at-risk", "Worried about an adult at risk"
        CHILDREN = "children", "For children and young people"
        PARENTS = "parents", "For parents and carers"
        PROFESSIONALS = "professionals", "For staff and other professionals"
        REPORT_CONTENT = "report-content", "Report or remove something online"
        MONEY = "money", "Money, scams and gambling"
        HATE_EXTREMISM = "hate-extremism", "Hate and extremism"
        WELLBEING = "wellbeing", "Mental health and wellbeing"

    need = models.CharField(max_length=15, choices=Need, help_text="The heading it stands under.")
    who = models.TextField(help_text="Who may use it, in one sentence.")
    about = models.TextField(help_text="What it is for, in one or two sentences.")
    phone = PhoneField(
        max_length=30, blank=True, help_text="As 03000 41 11 11, or without the blanks. Once in this list."
    )
    phone_confirmed = models.BooleanField(
        default=False,
        help_text="Tick to show the number: you have checked it, or it was found on a page that “seen in” "
        "names. Until then only advisers see it.",
    )
    text_number = TextNumberField(max_length=20, blank=True, help_text="The number to text.")
    text_word = models.CharField(max_length=20, blank=True, help_text="The word to text, if one is needed.")
    # Those that were there before this tick was had all been seen and were shown.
    text_confirmed = models.BooleanField(
        default=True, help_text="Tick to show the number to text. Until then only advisers see it."
    )
    email = models.EmailField(blank=True, help_text="Where to write.")
    email_confirmed = models.BooleanField(
        default=False, help_text="Tick when you have checked the address. Until then only advisers see it."
    )
    audiences = models.ManyToManyField("guidance.Audience", blank=True, help_text="Who it is for.")
    risk_areas = models.ManyToManyField(
        "guidance.RiskArea", blank=True, help_text="Every risk area it helps with."
    )
    source = models.TextField(blank=True, help_text="For advisers: where these details were seen.")
    note = models.TextField(blank=True, help_text="For advisers: what to confirm.")
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")

    objects: ClassVar = HelplineQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["order", "title"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                Replace(F("phone"), Value(" "), Value("")),
                name="helpline_each_number_once",
                condition=~Q(phone=""),
                violation_error_message="This number is in the list already, in another helpline.",
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="helpline_each_email_once",
                condition=~Q(email=""),
                violation_error_message="This email address is in the list already, in another helpline.",
            ),
            models.CheckConstraint(
                name="helpline_text_word_needs_number",
                condition=Q(text_word="") | ~Q(text_number=""),
                violation_error_message="There is a word to text, but no number to text it to.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return f"{reverse('guidance:helplines')}#{self.slug}"

    @property
    def public_phone(self) -> str:
        """The phone number if someone confirmed it, else empty."""
        return self.phone if self.phone_confirmed else ""

    @property
    def public_text_number(self) -> str:
        """The number to text if someone confirmed it, else empty."""
        return self.text_number if self.text_confirmed else ""

    @property
    def public_email(self) -> str:
        """The email address if someone confirmed it, else empty."""
        return self.email if self.email_confirmed else ""

    @property
    def is_rung(self) -> bool:
        """Whether readers can ring or text it, or only reach it online."""
        return bool(self.public_phone or self.public_text_number)

    @property
    def to_look_up(self) -> str:
        """What of it readers should look up on its website, in a sentence: what was seen over a year ago."""
        has_old_number = self.has_old_number and self.website is not None
        if self.has_old_hours:
            return f"Check the hours {'and number ' if has_old_number else ''}on its website."
        return "No answer? Check the number on its website." if has_old_number else ""

    @property
    def unconfirmed(self) -> list[str]:
        """What of it nobody has confirmed, in words."""
        is_missing = {
            "phone": self.phone and not self.phone_confirmed,
            "text": self.text_number and not self.text_confirmed,
            "email": self.email and not self.email_confirmed,
            "hours": not self.hours_confirmed and (self.phone or self.text_number),
        }
        return [name for name, is_so in is_missing.items() if is_so]

    @property
    def has_hidden_phone(self) -> bool:
        """Whether it has a number that nobody has confirmed."""
        return bool(self.phone and not self.phone_confirmed)

    @property
    def own_page(self) -> str:
        """The address of the page of this site that says how to use it; empty for most."""
        return reverse(OWN_PAGES[self.slug]) if self.slug in OWN_PAGES else ""

    @property
    def website(self) -> Resource | None:
        """The public entry of the inventory with its web address.

        Several entries may show the details of one helpline, as a referral form and a service do: then it is
        the one of the helpline's own name.
        """
        entries = [entry for entry in self.resources.all() if entry.url and entry.is_published()]
        own = [entry for entry in entries if entry.slug == self.slug]
        return next(iter(own or (entries if len(entries) == 1 else [])), None)

    @property
    def main_way(self) -> Way:
        """The way of contact that "always open" and "open now" speak of."""
        return Way.TEXT if self.text_number and not self.phone else Way.PHONE

    def _read_hours(self) -> Iterator[tuple[Way, Hours]]:
        """Every way of contact with its hours; false ones where it has none.

        ``has_special_days``, where the query fetched it, spares a look for special days.
        """
        has_special_days = getattr(self, "has_special_days", True)
        yield from self._hours_of(self.periods_kept(), self.special_days_kept() if has_special_days else [])

    def periods_kept(self) -> list[tuple[str, Period]]:
        """Every stretch of weekly hours that is kept, with its way of contact; none for a new row."""
        return [(row.way, row.period) for row in self.periods.all()] if self.pk else []

    def special_days_kept(self) -> list[tuple[str, DayHours]]:
        """Every day with other hours that is kept, with its way of contact; none for a new row."""
        return [(row.way, row.special_day) for row in self.special_days.all()] if self.pk else []

    def _hours_of(
        self, periods: Iterable[tuple[str, Period]], special_days: Iterable[tuple[str, DayHours]]
    ) -> Iterator[tuple[Way, Hours]]:
        periods, special_days = list(periods), list(special_days)
        known_terms = terms() if any(period.term_time_only for _, period in periods) else ()
        for way in Way:
            yield (
                way,
                Hours(
                    always_open=self.always_open and way == self.main_way,
                    on_bank_holidays=bool(self.open_on_bank_holidays),
                    periods=tuple(period for of, period in periods if of == way),
                    special_days=tuple(day for of, day in special_days if of == way),
                    terms=known_terms,
                ),
            )
