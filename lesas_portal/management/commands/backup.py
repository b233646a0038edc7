"""``manage.py backup DIR``: a consistent copy of database and var/."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from enquiries.services import erasure_log
from lesas_portal.core import backup, task_runs


class Command(BaseCommand):
    """Makes one backup, deletes those past their days, and notes that it ran."""

    help = "Copy the database and var/ into a new folder of DIR, and delete backups in it past their days."

    def add_arguments(self, parser) -> None:
        parser.add_argument("dir", type=Path, help="Where backups are kept. Only its owner may read them.")

    def handle(self, *, dir: Path, **options) -> None:
        """Make it and say where it is. Raises CommandError."""
        try:
            with task_runs.recorded("backup") as outcome:
                erasure_log.sync()
                made = backup.make(dir)
                outcome.text = f"Made {made.name}, deleted {backup.prune(dir)} old."
        except (backup.CopyError, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from None
        self.stdout.write(f"{outcome.text} It is in {made}")
