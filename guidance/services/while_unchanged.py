"""What was read of the content, kept in the process for as long as the same would be read again.

That is until somebody writes anything that a page shows, which the content version tells, and until the next
moment at which a page changes by itself. For what takes long to read and is the same for all readers; nothing
that somebody typed may be a key.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.utils import timezone

from guidance.services import next_change

Key = ParamSpec("Key")
Found = TypeVar("Found")
MOST = 64
"""Answers of one function: each is for other arguments."""


@dataclass(frozen=True)
class _Held:
    """What one function answered, and the stretch of time and the version for which it holds."""

    stretch: next_change.Stretch
    answers: dict[tuple[Any, ...], Any] = field(default_factory=dict)


def while_unchanged(read: Callable[Key, Found]) -> Callable[Key, Found]:
    """Return ``read``, which asks the database once for each set of arguments while nothing changes.

    Each call is one query, for the version. The arguments can be keys; the answer is shared by all, so nobody
    may change it. Raises what ``read`` does, which is not kept, and django.db.Error.
    """
    held: _Held | None = None

    @wraps(read)
    def answer(*args: Key.args, **kwargs: Key.kwargs) -> Found:
        nonlocal held
        # Before anything is read, so that what is older can only be kept under an older version.
        version, now = next_change.version_here(), timezone.now()
        current = held
        if current is None or not current.stretch.holds(version, now):
            held = current = _Held(next_change.stretch(version, now))
        key = (*args, *sorted(kwargs.items()))
        if key not in current.answers:
            if len(current.answers) >= MOST:
                held = current = _Held(current.stretch)
            current.answers[key] = read(*args, **kwargs)
        found: Found = current.answers[key]
        return found

    return answer
