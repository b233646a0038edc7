"""Questions to the list of helplines."""

from datetime import timedelta
from typing import Any, Self

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Replace
from django.utils import timezone

from guidance.models.load_bearing import LOAD_BEARING
from guidance.models.opening import SpecialDay
from guidance.models.publication import Status
from guidance.models.publishable import PublishableQuerySet


class HelplineQuerySet(PublishableQuerySet[Any]):
    """Helplines as pages show them."""

    def unconfirmed(self) -> Self:
        """Those of which nobody has confirmed a number, the address or the hours: ``unconfirmed`` of each."""
        rung = ~Q(phone="") | ~Q(text_number="")
        return self.filter(
            Q(~Q(phone=""), phone_confirmed=False)
            | Q(~Q(text_number=""), text_confirmed=False)
            | Q(~Q(email=""), email_confirmed=False)
            | Q(rung, hours_confirmed=False)
        )

    def with_number(self, number: str) -> Self:
        """Those that are rung on these digits, however they are grouped."""
        return self.alias(number=Replace(F("phone"), Value(" "), Value(""))).filter(number=number)

    def for_front_door(self, slugs: tuple[str, ...]) -> Self:
        """Those of ``slugs`` that are public, and what the Front Door stands on where the clock was set back.

        That can be neither scheduled nor ended, so the first day of one lies ahead only for a clock that is
        wrong, and a wrong clock must not take the numbers away.
        """
        public = self.model._default_manager.published().filter(slug__in=slugs).values("pk")
        ahead = Q(first_public_at__gt=timezone.now(), status=Status.PUBLISHED, withdraw_at=None)
        return self.filter(Q(pk__in=public) | Q(ahead, slug__in=LOAD_BEARING))

    def with_hours(self) -> Self:
        """With opening hours and inventory entries, so that a list costs a fixed number of queries."""
        return self.prefetch_related("periods", "special_days", "resources")

    def with_opening(self) -> Self:
        """With what a few contacts need to be open or closed. Special days, which are rare, cost more."""
        yesterday = timezone.localdate() - timedelta(days=1)
        special_days = SpecialDay.objects.filter(helpline=OuterRef("pk"), day__gte=yesterday)
        return self.annotate(has_special_days=Exists(special_days)).prefetch_related("periods")
