"""The only use of prometheus-client: what is counted in every worker, and the page that adds it up.

Nothing is counted, and the library is not loaded, unless settings.METRICS_TOKEN is set. Every label has a
closed list of values: names of URL patterns, methods, statuses, outcomes and reasons of ours. None is typed.

Each worker counts in files of its own in a folder that is new at each start. A worker that takes over from
another goes on in its files (``slot``), so that there are as many files as workers, however often they are
begun anew.
"""

import logging
import os
import shutil
from collections.abc import Callable, Iterable
from functools import cache
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings

if TYPE_CHECKING:
    from prometheus_client import Counter, Histogram

logger = logging.getLogger(__name__)

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The library's own variable: it has no other way to be told."""
IN_MEMORY = "/dev/shm"  # noqa: S108 -- a full disk would stop a worker in the middle of a count
SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_slot = "master"


class Sample(NamedTuple):
    """A value that is looked up when it is asked for. ``labels``: one value for each label, from a list."""

    name: str
    help: str
    value: float
    labels: dict[str, str] = {}  # noqa: RUF012 -- of a tuple, and nobody writes into it


class _Counts(NamedTuple):
    requests: "Counter"
    seconds: "Histogram"
    cache: "Counter"
    screen: "Counter"


_counts: _Counts | None = None


def prepare() -> None:
    """Make the counters: in the server before it forks, so that its workers share a folder.

    Nothing is counted before, nor in any other process.
    """
    global _counts
    if not settings.METRICS_TOKEN:
        return
    try:
        os.environ[FOLDER] = _new_folder()
    except OSError as error:
        logger.error("Nothing is counted: no folder could be made (%s).", type(error).__name__)
        return
    _counts = _make()


def be_slot(slot: str) -> None:
    """Let this process, just forked, count in the files of ``slot``."""
    global _slot
    _slot = slot


def count_request(route: str, method: str, status: int, outcome: str, seconds: float) -> None:
    """Count a request that was answered."""
    if counts := _counts:
        _child(counts.requests, route, method, str(status)).inc()
        _child(counts.seconds, route).observe(seconds)
        _child(counts.cache, outcome).inc()


def count_screen_failure(part: str) -> None:
    """Count that a part of the screen, "screen" or "reader", could not read something."""
    if counts := _counts:
        counts.screen.labels(part).inc()


def text(samples: Callable[[], Iterable[Sample]]) -> bytes:
    """Return what all workers counted and what ``samples`` are now, as Prometheus reads it."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.core import GaugeMetricFamily
    from prometheus_client.multiprocess import MultiProcessCollector

    class Now:
        """What is looked up at this moment, in the library's words."""

        def collect(self) -> list[GaugeMetricFamily]:
            families: dict[str, GaugeMetricFamily] = {}
            for sample in samples():
                family = families.setdefault(
                    sample.name, GaugeMetricFamily(sample.name, sample.help, labels=list(sample.labels))
                )
                family.add_metric(list(sample.labels.values()), sample.value)
            return list(families.values())

    registry = CollectorRegistry()
    registry.register(Now())
    if _counts:
        MultiProcessCollector(registry, path=os.environ[FOLDER])
    return generate_latest(registry)


def remove_folder() -> None:
    """Remove what was counted: the server has stopped."""
    if _counts:
        shutil.rmtree(os.environ[FOLDER], ignore_errors=True)


def _new_folder() -> str:
    return mkdtemp(prefix="lesas-metrics-", dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None)


def _make() -> _Counts:
    from prometheus_client import CollectorRegistry, Counter, Histogram, values

    values.ValueClass = values.MultiProcessValue(lambda: _slot)
    one: dict[str, Any] = {"registry": CollectorRegistry()}
    answered = ["route", "method", "status"]
    return _Counts(
        Counter("lesas_requests", "Requests answered.", answered, **one),
        Histogram("lesas_request_seconds", "Time to an answer.", ["route"], buckets=SECONDS, **one),
        Counter("lesas_page_cache", "Requests by what the page cache did.", ["outcome"], **one),
        Counter("lesas_screen_failures", "Texts that the screen could not read.", ["part"], **one),
    )


@cache
def _child(metric: Any, *labels: str) -> Any:
    return metric.labels(*labels)
