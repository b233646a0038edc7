"""The gate: what was typed is screened before anything is kept, and what is stopped is only counted."""

import logging
from collections.abc import Mapping

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from enquiries import triage
from enquiries.models import Diversion

logger = logging.getLogger(__name__)

STRATEGIC = "strategic"
FRONT_DOOR = "front_door"


@sensitive_variables()
def screen(texts: Mapping[str, str]) -> triage.Decision:
    """Return where ``texts`` (field name to text, as typed) belong. A screen that breaks means Front Door."""
    try:
        return triage.screen(texts)
    except Exception as error:
        # The exception's own words may quote the text, so only its kind is logged.
        logger.error("The screen failed (%s): treated as front_door.", type(error).__name__)
        return triage.Decision(route=FRONT_DOOR, signals=("screen-failed",))


def count_diversion(*, route: str, step: str, declared: bool) -> None:
    """Count one post that the screen stopped (``declared``: that went on all the same). Never raises
    for want of a database: the signpost must stand without it."""
    key = {"day": timezone.localdate(), "route": route, "step": step, "declared": declared}
    try:
        with transaction.atomic():
            Diversion.objects.get_or_create(**key)
            Diversion.objects.filter(**key).update(count=F("count") + 1)
    except DatabaseError as error:
        logger.warning("A diversion was not counted (%s).", type(error).__name__)
