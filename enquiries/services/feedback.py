"""What readers say of pages is counted by page and day; a comment is kept for a while, without its sender."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from enquiries import rate_limit
from enquiries.form_tokens import Token
from enquiries.models import FeedbackComment, FeedbackCount


def count(*, page: str, helped: bool, address: str) -> None:
    """Count that ``page`` helped its reader, or did not. ``address``: as ``rate_limit.sender_of`` says.

    Raises rate_limit.AddressLimitError where as much came from there as may in an hour: nothing is counted.
    """
    key: dict[str, Any] = {"day": timezone.localdate(), "page": page}
    said = "yes" if helped else "no"
    with transaction.atomic():
        rate_limit.count_feedback(address=address)
        FeedbackCount.objects.get_or_create(**key)
        FeedbackCount.objects.filter(**key).update(**{said: F(said) + 1})


def keep(*, page: str, helped: bool, text: str, form: Token, address: str) -> None:
    """Keep a comment that the screen has let pass; what comes twice from one ``form`` is kept once.

    Raises rate_limit.AddressLimitError as ``count`` does: nothing is kept.
    """
    with transaction.atomic():
        if not rate_limit.is_first_use(form.nonce, opened=form.opened):
            return
        rate_limit.count_feedback(address=address)
        FeedbackComment.objects.create(page=page, helped=helped, text=text)


def past_retention() -> QuerySet[FeedbackComment]:
    """Return the comments that are older than ``settings.FEEDBACK_RETENTION_DAYS``."""
    last = timezone.localdate() - timedelta(days=settings.FEEDBACK_RETENTION_DAYS)
    return FeedbackComment.objects.filter(day__lte=last)


def purge() -> int:
    """Delete those; return how many. The counts name nobody and stay."""
    return past_retention().delete()[0]
