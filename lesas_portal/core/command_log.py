"""What is said of a command that broke."""

import logging
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from lesas_portal.core import error_reports
from lesas_portal.core.privacy import kind_and_place

logger = logging.getLogger(__name__)


def end_with(error: Exception) -> None:
    """End the command after ``error``: in production with its kind and place, else as Python does.

    Raises ``error`` itself where it is a refusal to start, whose words are ours.
    """
    if isinstance(error, ImproperlyConfigured) or not settings.PRODUCTION:
        raise error
    error_reports.report(error, where="command")
    error_reports.flush()
    logger.critical("The command broke: %s", kind_and_place(error))
    sys.exit(1)
