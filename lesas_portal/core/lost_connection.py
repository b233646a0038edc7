"""Work that goes through although the database has cut the connection, as a restart of the server does."""

from collections.abc import Callable
from typing import TypeVar

from django.db import Error, connection
from django.views.decorators.debug import sensitive_variables

Result = TypeVar("Result")


@sensitive_variables()
def with_one_retry(work: Callable[[], Result]) -> Result:
    """Return what ``work`` returns; it is called again, on a fresh connection, when it lost the first one.

    ``work`` opens its own transaction and may be repeated: the connection can break after the server has
    committed and before it could say so. Raises what ``work`` raises, at once for any other failure, and
    within a transaction, which nobody but its owner can begin again.
    """
    used = None
    try:
        connection.ensure_connection()
        used = connection.connection
        return work()
    except Error:
        if connection.in_atomic_block or _is_sound(used):
            raise
    return work()


def _is_sound(used: object) -> bool:
    """Whether ``used`` is the connection still. Django opens another at the end of a transaction that lost
    its own; one that nobody has noticed to be of no more use is closed here."""
    if connection.connection is not None and not connection.is_usable():
        connection.close()
    return connection.connection is not None and connection.connection is used
