"""Who to ring, text or write to: every number once, with who confirmed it and when it is open."""

from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from guidance import clock_words
from guidance.models.opening import Way, WithHours, is_year_or_month
from guidance.models.publishable import Publishable, PublishableQuerySet
from guidance.models.resource import Resource
from guidance.opening_hours import Hours

# The contacts that the Front Door page stands on. Lives hang on them, so no single slip may take one away.
EMERGENCY, POLICE = "emergency-999", "police-non-emergency"
OFFICE, OUT_OF_HOURS, LADO = "front-door", "front-door-out-of-hours", "lado"
LOAD_BEARING = (EMERGENCY, OFFICE, OUT_OF_HOURS, POLICE, LADO)
# These stand on it too, and in its copy without a database, but it can do without one.
MEDWAY, CHILDLINE, NSPCC = "medway", "childline", "nspcc-helpline"
ON_FRONT_DOOR = (*LOAD_BEARING, MEDWAY, CHILDLINE, NSPCC)
# These have a page of this site that says what to do, step by step.
OWN_PAGES = {OFFICE: "guidance:front_door", LADO: "guidance:allegations"}


class HelplineQuerySet(PublishableQuerySet["Helpline"]):
    """Helplines as pages show them."""

    def with_hours(self) -> Self:
        """With opening hours and inventory entries, so that a list costs a fixed number of queries."""
        return self.prefetch_related("periods", "special_days", "resources")


class Helpline(WithHours, Publishable):
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
    phone = models.CharField(
        max_length=30, blank=True, help_text="Grouped for reading, as 03000 41 11 11. Once in this list."
    )
    phone_confirmed = models.BooleanField(
        default=False,
        help_text="Tick to show the number: you have checked it, or it was found on a page that “seen in” "
        "names. Until then only advisers see it.",
    )
    seen_in = models.CharField(
        max_length=200,
        blank=True,
        help_text="For readers: where the number was found, as “on example.org”. It is shown beside the "
        "number until you mark the helpline as checked.",
    )
    seen_on = models.CharField(
        max_length=7,
        blank=True,
        validators=[is_year_or_month],
        help_text="The year or month of the page on which the number was found: 2020 or 2020-09.",
    )
    text_number = models.CharField(max_length=20, blank=True, help_text="The number to text.")
    text_word = models.CharField(max_length=20, blank=True, help_text="The word to text, if one is needed.")
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
    def is_rung(self) -> bool:
        """Whether readers can ring or text it, or only reach it online."""
        return bool(self.public_phone or self.text_number)

    @property
    def has_hidden_phone(self) -> bool:
        """Whether it has a number that nobody has confirmed."""
        return bool(self.phone and not self.phone_confirmed)

    @property
    def seen_words(self) -> str:
        """When an adviser checked it; else when its number was last seen, and that nobody has rung it."""
        if self.checked_on:
            return f"Checked by an adviser on {self.checked_on.day} {self.checked_on:%B %Y}."
        seen_on = f" seen {clock_words.month_words(self.seen_on)}," if self.seen_on else ""
        return f"Number{seen_on} not rung." if self.seen_in and self.is_rung else ""

    @property
    def source_words(self) -> str:
        """Where its number was found and when that is checked again, until an adviser has checked it."""
        if self.checked_on or not (self.seen_in and self.is_rung):
            return ""
        check = self.next_check_on
        due = f" Next check by {check.day} {check:%B %Y}." if check else ""
        return f"Number found {self.seen_in.rstrip(' .')}.{due}"

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

    @property
    def main_way(self) -> Way:
        """The way of contact that "always open" and "open now" speak of."""
        return Way.TEXT if self.text_number and not self.phone else Way.PHONE

    def hours_of(self, way: Way) -> Hours:
        """The hours of one way of contact, confirmed or not; false where it has none."""
        return Hours(
            always_open=self.always_open and way == self.main_way,
            on_bank_holidays=bool(self.open_on_bank_holidays),
            periods=tuple(row.period for row in self.periods.all() if row.way == way),
            special_days=tuple(row.special_day for row in self.special_days.all() if row.way == way),
        )
