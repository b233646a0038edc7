"""``manage.py table_sums``: how many rows each table has, and a checksum of them."""

from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS

from lesas_portal.core import table_sums


class Command(BaseCommand):
    """Prints a line a table, to lay beside that of another database: equal rows have equal lines."""

    help = "Print the rows of each table and a checksum of them, to compare two databases by."

    def handle(self, **options) -> None:
        for table, found in table_sums.every(DEFAULT_DB_ALIAS).items():
            self.stdout.write(f"{found.rows:>8} {found.checksum[:12]} {table}")
