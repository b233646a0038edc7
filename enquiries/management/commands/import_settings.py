"""``manage.py import_settings FILE.csv``: the names that the enquiry form suggests."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from enquiries import register


class Command(BaseCommand):
    """Replaces the list of settings by what the register's CSV says."""

    help = "Read open settings in Kent and Medway from the national register's CSV (Windows-1252)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")

    def handle(self, *, file: Path, **options) -> None:
        try:
            count = register.replace(register.read(file))
        except (OSError, register.NotTheRegister) as error:
            raise CommandError(f"{file.name} was not read, nothing changed: {error}") from None
        self.stdout.write(f"{count} settings.")
