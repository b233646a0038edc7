"""``manage.py migrate``: Django's own, by one process at a time."""

from contextlib import suppress
from typing import Any

from django.core.management.commands import migrate
from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from lesas_portal.core import content_version, migration_lock


class Command(migrate.Command):
    """The second of two that start at once waits for the first, and then finds nothing left to do."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        connection = connections[options["database"]]
        with migration_lock.held(connection, tell_waiting=self._tell_waiting):
            try:
                return super().handle(*args, **options)
            except Exception:
                # SQLite makes a table anew to change it, without its triggers, and Django ends here.
                with suppress(Error):
                    content_version.install(connection.alias)
                raise
            finally:
                self._close_to_others(connection)

    @staticmethod
    def _close_to_others(connection: BaseDatabaseWrapper) -> None:
        """Whatever the umask: SQLite's file is for its owner and group. Its journals take over the mode."""
        file = migration_lock.sqlite_file(connection)
        if file and file.exists():
            with suppress(PermissionError):  # somebody else's, who sees to it
                file.chmod(0o640)

    def _tell_waiting(self) -> None:
        self.stderr.write("Another process prepares this database; waiting until it has done so.")
