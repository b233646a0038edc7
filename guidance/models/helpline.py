"""Who to ring, text or write to: every number once, with who confirmed it and when it is open."""

from datetime import datetime, time
from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from guidance import opening_hours
from guidance.models.publishable import Publishable, PublishableQuerySet
from guidance.models.resource import Resource

# The contacts that the Front Door page stands on. Lives hang on them, so no single slip may take one away.
EMERGENCY, POLICE = "emergency-999", "police-non-emergency"
OFFICE, OUT_OF_HOURS, LADO = "front-door", "front-door-out-of-hours", "lado"
LOAD_BEARING = (EMERGENCY, OFFICE, OUT_OF_HOURS, POLICE, LADO)
# These stand on it too, and in its copy without a database, but it can do without one.
MEDWAY, CHILDLINE, NSPCC = "medway", "childline", "nspcc-helpline"
ON_FRONT_DOOR = (*LOAD_BEARING, MEDWAY, CHILDLINE, NSPCC)


class HelplineQuerySet(PublishableQuerySet["Helpline"]):
    """Helplines as pages show them."""

    def with_hours(self) -> Self:
        """With opening periods and inventory entries, so that a list costs a fixed number of queries."""
        return self.prefetch_related("periods", "resources")


class Helpline(Publishable):
    """A service that people contact. The public sees only details that someone has confirmed."""

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
    phone = models.CharField(
        max_length=30, blank=True, help_text="Grouped for reading, as 03000 41 11 11. Once in this list."
    )
    phone_confirmed = models.BooleanField(
        default=False, help_text="Tick when you have checked the number. Until then only advisers see it."
    )
    seen_in = models.CharField(
        max_length=200,
        blank=True,
        help_text="For readers, where the number was seen only once or long ago: where and when, as “on "
        "example.org in 2020”. It is shown beside the number until you mark the helpline as checked.",
    )
    text_number = models.CharField(max_length=20, blank=True, help_text="The number to text.")
    text_word = models.CharField(max_length=20, blank=True, help_text="The word to text, if one is needed.")
    email = models.EmailField(blank=True, help_text="Where to write.")
    email_confirmed = models.BooleanField(
        default=False, help_text="Tick when you have checked the address. Until then only advisers see it."
    )
    hours_text = models.CharField(max_length=200, blank=True, help_text="Opening hours in words.")
    always_open = models.BooleanField(default=False, help_text="Open day and night, every day.")
    open_on_bank_holidays = models.BooleanField(
        null=True,
        blank=True,
        help_text="Whether the weekly hours hold on bank holidays. Unknown counts as closed.",
    )
    hours_confirmed = models.BooleanField(
        default=False, help_text="Tick when you have checked the hours. Only then is “Open now” worked out."
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
                name="helpline_each_number_once", fields=["phone"], condition=~Q(phone="")
            ),
            models.CheckConstraint(
                name="helpline_text_word_needs_number", condition=Q(text_word="") | ~Q(text_number="")
            ),
        ]

    def get_absolute_url(self) -> str:
        return f"{reverse('guidance:helplines')}#{self.slug}"

    @property
    def public_phone(self) -> str:
        """The phone number if someone confirmed it, else empty."""
        return self.phone if self.phone_confirmed else ""

    @property
    def public_email(self) -> str:
        """The e-mail address if someone confirmed it, else empty."""
        return self.email if self.email_confirmed else ""

    @property
    def is_number_unsure(self) -> bool:
        """Whether readers are told where the number was seen, as nobody has checked it since."""
        return bool(self.seen_in and self.public_phone and not self.checked_on)

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
    def is_load_bearing(self) -> bool:
        """Whether the Front Door page stands on it, so that it must stay public and confirmed."""
        return self.slug in LOAD_BEARING

    def clean(self) -> None:
        """Refuse what would take a contact, or its number, off the Front Door page."""
        super().clean()
        if self.is_load_bearing:
            self._stay_public()
            self._stay_confirmed()

    def _stay_public(self) -> None:
        # Of the whole page, not of one field: the form of a page does not have these fields.
        if self.status == self.Status.WITHDRAWN:
            raise ValidationError("The Front Door page needs this contact, so it cannot be withdrawn.")
        if self.status == self.Status.PUBLISHED and self.publish_at and self.publish_at > timezone.now():
            raise ValidationError("The Front Door page needs this contact now, so it cannot be scheduled.")
        if self.withdraw_at:
            raise ValidationError("The Front Door page needs this contact, so it cannot have a last day.")

    def _stay_confirmed(self) -> None:
        before = Helpline.objects.filter(pk=self.pk).first()
        if self.public_phone or not (before and before.public_phone):
            return
        field = "phone_confirmed" if self.phone else "phone"
        needs = "The Front Door page needs a confirmed number here. Correct it, or leave it as it was."
        raise ValidationError({field: needs})

    def opening(self, at: datetime | None = None) -> opening_hours.Opening | None:
        """Whether it is open at ``at``; None when its hours are not confirmed or not known."""
        if not self.hours_confirmed:
            return None
        if self.always_open:
            return opening_hours.Opening(is_open=True)
        periods = [opening_hours.Period(row.weekday, row.opens, row.closes) for row in self.periods.all()]
        if not periods:
            return None
        return opening_hours.opening(periods, on_bank_holidays=bool(self.open_on_bank_holidays), at=at)


class OpeningPeriod(models.Model):
    """One stretch of opening hours on one weekday."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "Monday"
        TUESDAY = 1, "Tuesday"
        WEDNESDAY = 2, "Wednesday"
        THURSDAY = 3, "Thursday"
        FRIDAY = 4, "Friday"
        SATURDAY = 5, "Saturday"
        SUNDAY = 6, "Sunday"

    helpline = models.ForeignKey(Helpline, on_delete=models.CASCADE, related_name="periods")
    weekday = models.PositiveSmallIntegerField(choices=Weekday, help_text="The day.")
    opens = models.TimeField(help_text="When it opens.")
    closes = models.TimeField(help_text="When it closes. 00:00 is midnight at the end of the day.")

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(name="openingperiod_once", fields=["helpline", "weekday", "opens"]),
            models.CheckConstraint(
                name="openingperiod_closes_after_opening",
                condition=Q(closes__gt=models.F("opens")) | Q(closes=time(0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"
