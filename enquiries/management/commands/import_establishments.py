"""``manage.py import_establishments FILE.csv``: the names that the enquiry form suggests."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from enquiries.services import gias


class Command(BaseCommand):
    """Replaces the list of settings by what the register's CSV says."""

    help = "Read open settings in Kent and Medway from the national register's CSV (Windows-1252)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")

    def handle(self, *, file: Path, **options) -> None:
        try:
            count = gias.replace(gias.read(file))
        except (OSError, gias.GiasFormatError) as error:
            raise CommandError(f"{file.name} was not read, nothing changed: {error}") from None
        self.stdout.write(f"{count} settings.")
