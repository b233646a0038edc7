"""``manage.py move_database FROM``: everything from another database into that of DATABASE_URL."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, Error, connections

from guidance import search
from lesas_portal import env
from lesas_portal.core import table_copy
from lesas_portal.core.models import AuditEntry, QueuedEmail

OTHER = "moved_from"


class Command(BaseCommand):
    """Copies all rows of all tables and compares them. The database that they come from stays as it is."""

    help = "Copy everything from the database FROM (as in DATABASE_URL) into a new, empty one, and compare."

    def add_arguments(self, parser) -> None:
        parser.add_argument("address", metavar="FROM", help="sqlite:///path or postgres://… of the old one.")

    def handle(self, *, address: str, **options) -> None:
        """Move, and say what each table holds. Raises CommandError when nothing was moved."""
        know(address)
        try:
            _refuse_one_in_use()
            sums = table_copy.copy(source=OTHER, target=DEFAULT_DB_ALIAS)
            search.rebuild()
        except table_copy.MoveError as error:
            raise CommandError(f"Nothing was moved. {error}") from None
        except Error as error:
            # Its own words may hold a row.
            raise CommandError(f"Nothing was moved. A database failed ({type(error).__name__}).") from None
        finally:
            forget()
        for table, found in sums.items():
            self.stdout.write(f"{found.rows:>8} {found.checksum[:12]} {table}")
        rows = sum(found.rows for found in sums.values())
        self.stdout.write(f"{rows} rows of {len(sums)} tables are the same in both. The search index is new.")


def know(address: str) -> None:
    """Let Django know the other database. Raises CommandError for an address that names none."""
    try:
        entry = env.database(address, settings.BASE_DIR)
    except ValueError as error:
        raise CommandError(f"FROM: {error}".replace("DATABASE_URL", "It")) from None
    if entry["ENGINE"].endswith("sqlite") and not Path(entry["NAME"]).is_file():
        raise CommandError(f"There is no file {entry['NAME']}.")
    configured = connections.configure_settings({DEFAULT_DB_ALIAS: {}, OTHER: entry})
    connections.settings[OTHER] = configured[OTHER]


def forget() -> None:
    """Close the other database; nothing knows it any more."""
    if OTHER in connections.settings:
        connections[OTHER].close()
        del connections[OTHER]
        del connections.settings[OTHER]


def _refuse_one_in_use() -> None:
    """Raises MoveError when somebody has used the database of DATABASE_URL: its rows would be lost."""
    used = [
        model._meta.db_table for model in (User, AuditEntry, QueuedEmail) if model._default_manager.exists()
    ]
    if used:
        raise table_copy.MoveError(
            f"The database of DATABASE_URL is not new: it has rows in {', '.join(used)}."
        )
