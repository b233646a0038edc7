"""Django's SQLite with connections that are kept from one request to the next, while their file is there.

To open a connection (Django defines some fifty functions on each) and to read the schema anew takes longer
than the queries of most pages. A kept one would go on reading, and writing, a file that somebody has moved
away or replaced: what is written there is lost. Django asks ``is_usable`` before a request uses its
connection (``CONN_HEALTH_CHECKS``), and is told here whether the file is still the one that was opened.
"""

import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows which file it has opened."""

    _opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the file and note which it is."""
        connection = super().get_new_connection(conn_params)
        self._opened = self._file()
        return connection

    def is_usable(self) -> bool:
        """Whether the name of the database still leads to the file that this connection has."""
        return self._opened == self._file()

    def close_if_unusable_or_obsolete(self) -> None:
        """Close it also where something went wrong, as on a full or a failing disk: a new one costs 2 ms."""
        if self.errors_occurred and not self.in_atomic_block:
            self.close()
        super().close_if_unusable_or_obsolete()

    def _file(self) -> tuple[int, int] | None:
        """The device and number of the file; None where there is none, or the database is in memory."""
        try:
            found = os.stat(self.settings_dict["NAME"])
        except OSError:
            return None
        return found.st_dev, found.st_ino
