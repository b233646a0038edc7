"""Room for all the calls that make a page, taken once a request.

CPython keeps the frames of a thread in pieces of 16 kB, which it asks of the system as calls go deeper and
gives back as they return (``push_chunk`` in Python/pystate.c, since 3.11). Where a page calls the same small
function again and again just where a piece ends, as one does that is made of many small pieces of HTML, each
of those calls costs two system calls and a page fault: a sixth of the time of a search.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

ROOM = 2**15
"""Words of the stack that one call says it needs: 256 kB. A piece is a power of two and holds a little more
than that, so it has 512 kB, and what is called has the other half. What nobody touches takes no memory."""
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def with_room(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Return ``function``, for which there is so much room that its calls cross no end of a piece."""

    def call(*given: Given.args, **named: Given.kwargs) -> Answer:
        return function(*given, **named)

    call.__code__ = call.__code__.replace(co_stacksize=ROOM)
    return call
