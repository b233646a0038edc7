"""``manage.py import_establishments FILE.csv``: the names that the enquiry form suggests."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from enquiries.services import gias


class Command(BaseCommand):
    """Replaces the establishments by those of the CSV."""

    help = "Read the open establishments of Kent and Medway from the CSV of GIAS (Windows-1252)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")

    def handle(self, *, file: Path, **options) -> None:
        """Import the file. Raises CommandError when it cannot be read or is not the CSV of GIAS."""
        try:
            count = gias.replace(gias.read(file))
        except (OSError, gias.GiasFormatError) as error:
            raise CommandError(f"{file.name} was not read, nothing changed: {error}") from None
        self.stdout.write(f"{count} establishments.")
