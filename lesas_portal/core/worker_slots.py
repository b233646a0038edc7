"""Which worker of gunicorn counts where: a new one takes the lowest number that no living one has."""

from typing import Any

from lesas_portal.core import metrics

_taken: dict[Any, int] = {}


def take(worker: Any) -> None:
    """Give ``worker`` a number: call it in the master, before the fork."""
    _taken[worker] = min(set(range(len(_taken) + 1)) - set(_taken.values()))


def begin(worker: Any) -> None:
    """Let ``worker`` count under its number: call it in the worker, after the fork."""
    metrics.be_slot(str(_taken[worker]))


def give_back(worker: Any) -> None:
    """Free the number of ``worker``, which has ended: call it in the master."""
    _taken.pop(worker, None)
