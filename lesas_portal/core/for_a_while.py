"""What takes long to find out and may be some seconds old."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class ForAWhile(Generic[Value]):
    """Finds something out once in so many seconds, however often and by however many threads it is asked."""

    def __init__(self, find: Callable[[], Value], *, seconds: float) -> None:
        self._find, self._seconds, self._lock = find, seconds, Lock()
        self._found: tuple[float, Value] | None = None

    def __call__(self) -> Value:
        """Return what was found; while it is found out anew, the others are told the last one."""
        before = self._found
        if before and time.monotonic() < before[0]:
            return before[1]
        if not self._lock.acquire(blocking=before is None):
            assert before is not None
            return before[1]
        try:
            if self._found is not before and self._found is not None:
                return self._found[1]
            value = self._find()
            self._found = (time.monotonic() + self._seconds, value)
            return value
        finally:
            self._lock.release()

    def find_anew(self) -> None:
        """Find it out anew at the next call."""
        self._found = None
