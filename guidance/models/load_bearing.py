"""The contacts that the Front Door page stands on: which they are, and what no slip may do to them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from guidance.models.publishable import Publishable

# The contacts that the Front Door page stands on. Lives hang on them, so no single slip may take one away.
EMERGENCY, POLICE = "emergency-999", "police-non-emergency"
OFFICE, OUT_OF_HOURS, LADO = "front-door", "front-door-out-of-hours", "lado"
LOAD_BEARING = (EMERGENCY, OFFICE, OUT_OF_HOURS, POLICE, LADO)
# These stand on it too, and in its copy without a database, but it can do without one.
MEDWAY, CHILDLINE, NSPCC = "medway", "childline", "nspcc-helpline"
ON_FRONT_DOOR = (*LOAD_BEARING, MEDWAY, CHILDLINE, NSPCC)
# The team itself, whose number is named where its form fails: kept for that in the same copy.
OWN = "lesas"
# Each tick, with the field that it confirms; hours are in many.
CONFIRMED = {
    "phone_confirmed": "phone",
    "text_confirmed": "text_number",
    "email_confirmed": "email",
    "hours_confirmed": None,
}
# What readers dial, write to or go by; the rows of hours belong to it too.
DETAILS = (
    *("slug", "phone", "text_number", "text_word", "email", *CONFIRMED),
    *("hours_text", "always_open", "open_on_bank_holidays"),
)
FIXED = "The number for an emergency is the same for everybody: nobody changes it here."
ON_ITS_OWN_PAGE = (
    "The Front Door page stands on this contact: its number, address and hours are changed on a page of "
    "their own, “Change number, email or hours”."
)


class LoadBearing(Publishable):
    """Abstract: a contact that may be one of them, by its slug."""

    class Meta(Publishable.Meta):
        abstract = True

    @property
    def is_load_bearing(self) -> bool:
        """Whether the Front Door page stands on it, so that it must stay public and confirmed."""
        return self.slug in LOAD_BEARING

    @property
    def is_fixed(self) -> bool:
        """Whether nobody may change it here: the number for an emergency is the same for everybody."""
        return self.slug == EMERGENCY

    def clean(self) -> None:
        """Refuse what would take a contact, or what of it was confirmed, off the Front Door page."""
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
        before = type(self)._base_manager.filter(pk=self.pk).first()
        for tick, field in CONFIRMED.items():
            if before is None or not before.has_confirmed(tick) or self.has_confirmed(tick):
                continue
            needs = "The Front Door page needs this confirmed. Correct it, or leave it as it was."
            raise ValidationError({tick if field is None or getattr(self, field) else field: needs})

    def refuse_slip(self, other: models.Model, *, is_shipped: bool = False) -> None:
        """Raise ValidationError where ``other``, the same contact as somebody wants it, has other details.

        Only where the Front Door page stands on it: then its details are changed on a page of their own. Of
        the number for an emergency nothing is changed, but for words that came with the portal.
        """
        names = [field.attname for field in self._meta.concrete_fields]
        if self.is_fixed and not is_shipped and any(getattr(self, n) != getattr(other, n) for n in names):
            raise ValidationError(FIXED)
        if self.is_load_bearing and any(getattr(self, name) != getattr(other, name) for name in DETAILS):
            raise ValidationError(ON_ITS_OWN_PAGE)

    def has_confirmed(self, tick: str) -> bool:
        """Whether ``tick`` is set and what it confirms is there."""
        field = CONFIRMED[tick]
        return bool(getattr(self, tick) and (field is None or getattr(self, field)))
