"""No request waits for PostgreSQL for ever: neither for a long statement nor for a server that is frozen.

The server is told to end a statement after a while, and the driver's own wait, which has no end, is replaced.
A server that let us wait is not asked for a new connection for a moment, so that the requests that follow are
answered from copies at once. One that refuses a connection, as it does while it is restarted, is asked again
by each: that costs nothing. Only the web server does this: commands may take as long as they need.
"""

import select
import time

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

STATEMENT_SECONDS = 10
ANSWER_SECONDS = 15
"""More than a statement may take, for then it is the server itself that does not answer."""
CONNECT_SECONDS = 3
TRY_AGAIN_SECONDS = 5
_away_until = 0.0


def begin() -> None:
    """Wait no longer than that from now on, in this process and those that it starts."""
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        return
    import psycopg2.extensions

    psycopg2.extensions.set_wait_callback(_wait)
    connection_created.connect(_limit_statements, dispatch_uid=__name__)


def _limit_statements(connection: BaseDatabaseWrapper, **_: object) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = %s", [STATEMENT_SECONDS * 1000])


def _wait(connection) -> None:
    """Wait until ``connection`` is ready. Raises psycopg2's OperationalError, after which it is closed."""
    from psycopg2 import OperationalError
    from psycopg2.extensions import POLL_OK, POLL_READ, STATUS_SETUP

    global _away_until
    is_new = connection.status == STATUS_SETUP
    if is_new and time.monotonic() < _away_until:
        raise OperationalError("The server did not answer a moment ago.")
    ends = time.monotonic() + (CONNECT_SECONDS if is_new else ANSWER_SECONDS)
    while (state := connection.poll()) != POLL_OK:
        waiting = select.poll()
        waiting.register(connection.fileno(), select.POLLIN if state == POLL_READ else select.POLLOUT)
        if not waiting.poll(max(0.0, ends - time.monotonic()) * 1000):
            _away_until = time.monotonic() + TRY_AGAIN_SECONDS
            raise OperationalError("The server does not answer.")
