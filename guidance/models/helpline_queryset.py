"""Questions to the list of helplines."""

from datetime import timedelta
from typing import Any, Self

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Replace
from django.utils import timezone

from guidance.models.opening import SpecialDay
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

    def with_hours(self) -> Self:
        """With opening hours and inventory entries, so that a list costs a fixed number of queries."""
        return self.prefetch_related("periods", "special_days", "resources")

    def with_opening(self) -> Self:
        """With what a few contacts need to be open or closed. Special days, which are rare, cost more."""
        yesterday = timezone.localdate() - timedelta(days=1)
        special_days = SpecialDay.objects.filter(helpline=OuterRef("pk"), day__gte=yesterday)
        return self.annotate(has_special_days=Exists(special_days)).prefetch_related("periods")
