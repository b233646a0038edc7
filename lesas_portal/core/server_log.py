"""gunicorn's own log, without anything that a visitor sent."""

import logging
import sys

from django.conf import settings
from gunicorn.glogging import Logger

from lesas_portal.core.log_lines import JsonLine, PlainLine
from lesas_portal.core.privacy import kind_and_place


class ServerLog(Logger):
    """What gunicorn logs, cut down to the kind where it is about a request, in lines like all others."""

    def setup(self, cfg) -> None:
        super().setup(cfg)
        self.error_log.addFilter(keep_kind_only)
        line = JsonLine() if settings.PRODUCTION else PlainLine()
        for handler in self.error_log.handlers:
            handler.setFormatter(line)


def keep_kind_only(record: logging.LogRecord) -> bool:
    """Replace what is logged about an exception by its kind and place; pass everything else.

    gunicorn logs a request that it cannot read, or that fails, while it handles the exception, and quotes the
    address, header or piece of the body. A list of such messages would miss the next one: so all go.
    """
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else sys.exc_info()[1]
    if error is not None:
        record.msg = "Refused or failed: %s"
        record.args = (kind_and_place(error),)
        record.exc_info = record.exc_text = record.stack_info = None
    return True
