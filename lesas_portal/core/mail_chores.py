"""What the mail worker does before each pass: settings.MAIL_CHORES, which queue mail by the clock."""

import logging

from django.conf import settings
from django.utils.module_loading import import_string

from lesas_portal.core import error_reports
from lesas_portal.core.privacy import kind_and_place

logger = logging.getLogger(__name__)


class Chores:
    """Calls each of them. One that fails is logged once until it works again, and the mail goes on."""

    def __init__(self) -> None:
        self._failing: set[str] = set()

    def do(self) -> None:
        """Call each in its order. Never raises."""
        for name in settings.MAIL_CHORES:
            try:
                import_string(name)()
            except Exception as error:
                if name not in self._failing:
                    logger.error("%s failed: %s", name, kind_and_place(error))
                    error_reports.report(error, where=name)
                self._failing.add(name)
            else:
                self._failing.discard(name)
