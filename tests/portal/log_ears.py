"""Hears what the portal writes into its log, line by line: in production, or on a machine of one's own."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from lesas_portal.core.log_lines import JsonLine, PlainLine
from lesas_portal.watching import logging_for

REQUESTS = "lesas_portal.core.request_log"


class Heard:
    """The lines written so far."""

    def __init__(self, stream: StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.text.splitlines()]

    def requests(self) -> list[dict]:
        return [line for line in self.lines if line["logger"] == REQUESTS]

    def errors(self) -> list[dict]:
        return [line for line in self.lines if line["level"] in {"error", "critical"}]


@contextmanager
def production_log() -> Iterator[Heard]:
    """What the handler of production writes, with production's levels."""
    with log(production=True) as heard:
        yield heard


@contextmanager
def log(*, production: bool) -> Iterator[Heard]:
    """What the handler writes, with the levels there, of the loggers that have it there."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLine() if production else PlainLine())
    configured = logging_for(production=production, debug=False)["loggers"]
    loggers = {name: logging.getLogger(name) for name in ("", *configured)}
    before = {name: logger.level for name, logger in loggers.items()}
    for name, logger in loggers.items():
        if level := configured.get(name, {}).get("level"):
            logger.setLevel(level)
        if not name or "console" in configured[name].get("handlers", ()):
            logger.addHandler(handler)
    try:
        yield Heard(stream)
    finally:
        for name, logger in loggers.items():
            logger.setLevel(before[name])
            logger.removeHandler(handler)
