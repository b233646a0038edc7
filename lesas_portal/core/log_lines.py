"""How a line of the log looks, and whose words it may have: those that the portal itself wrote.

Django's loggers are given the address that was asked for, and exceptions whose words may quote what was
typed. So of any logger but ours and the server's, which cuts its own down (``server_log.py``), a line has the
kind and place only, whichever view it is about. Tracebacks are never written.
"""

import json
import logging
import sys
from contextlib import suppress
from datetime import UTC, datetime
from http.client import responses
from pathlib import Path
from typing import Any

from lesas_portal.core import request_note
from lesas_portal.core.privacy import kind_and_place

OURS = ("lesas_portal", "guidance", "enquiries", "gunicorn")


class LineHandler(logging.StreamHandler):
    """Writes to standard error. Where a line cannot be made, it says so: Python would print all the words."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 -- Python's name
        """Say that a line is missing, and which logger's."""
        with suppress(OSError, ValueError):
            self.stream.write(f"A line of {record.name} could not be written.\n")


class JsonLine(logging.Formatter):
    """One JSON object a line, for machines that collect logs. Times are of UTC."""

    def format(self, record: logging.LogRecord) -> str:
        said = {"time": _time(record), "level": record.levelname.lower(), "logger": record.name}
        return json.dumps(said | _said(record), ensure_ascii=False, default=str)


class PlainLine(logging.Formatter):
    """The same for people who try the portal on their own machine."""

    def format(self, record: logging.LogRecord) -> str:
        said = " ".join(str(value) for value in _said(record).values() if value not in ("", None))
        return f"{_time(record)} {record.levelname} {record.name} {said}"


def _time(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, tz=UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _said(record: logging.LogRecord) -> dict[str, Any]:
    """Return what a record says, as far as it may be written, and which request it belongs to."""
    fields = getattr(record, "fields", None)
    if fields is not None:
        return fields
    said: dict[str, Any] = {"message": _message(record)}
    if (error := _error(record)) is not None:
        said["error"] = kind_and_place(error)
    note = request_note.current.get()
    if note is not None:
        said |= {"route": note.route or request_note.NO_ROUTE, "id": note.number}
    return said


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS


def _message(record: logging.LogRecord) -> str:
    if _is_ours(record):
        return " ".join(record.getMessage().splitlines())
    status = getattr(record, "status_code", None)
    if status in responses:
        return f"{status} {responses[status]}"
    return f"logged at {Path(record.pathname).name}:{record.lineno}"


def _error(record: logging.LogRecord) -> BaseException | None:
    """Return the exception that a record is about: of others' loggers, the one that is handled just now."""
    if isinstance(record.exc_info, tuple):
        return record.exc_info[1]
    return None if _is_ours(record) else sys.exc_info()[1]
