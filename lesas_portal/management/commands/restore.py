"""``manage.py restore DIR``: puts a backup back, and erases again what was erased after it was made."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from enquiries.services import erase, erasure_log
from lesas_portal.core import backup, database_copy
from lesas_portal.staff.services import sessions


class Command(BaseCommand):
    """Replaces the database and var/. What was there is backed up first."""

    help = "Put the backup DIR, or the newest in DIR, back; what was erased since is erased again."

    def add_arguments(self, parser) -> None:
        parser.add_argument("dir", type=Path, help="One backup, or the folder that they are in.")
        parser.add_argument(
            "--no-safety-copy",
            action="store_true",
            help="Do not back up what is there now first: for a database that cannot be read.",
        )

    def handle(self, *, dir: Path, no_safety_copy: bool, **options) -> None:
        """Do it and say what was done. Raises CommandError."""
        try:
            folder = backup.find(dir)
            erasures = self._erasures(folder)
            if not no_safety_copy and database_copy.tables():
                kept = backup.make(folder.parent, prefix=backup.BEFORE_RESTORE)
                self.stdout.write(f"What was there is kept in {kept}")
            # First, and it stays: a restore that ends half-way is done again and must know them still.
            erasure_log.add(erasures)
            backup.put_back(folder, stays=[erasure_log.FILE])
        except (backup.CopyError, OSError, Error) as error:
            hint = "" if no_safety_copy else " If the database cannot be read, try --no-safety-copy."
            raise CommandError(f"Nothing was restored. {error}{hint}") from None
        self.stdout.write(f"{folder.name} is back. {self._erase_again(erasures)} erased again.")

    def _erasures(self, folder: Path) -> list[erasure_log.Erasure]:
        """What was erased, as the database and var/ say now, and the backup's own var/."""
        try:
            erasure_log.sync()
        except Error:
            self.stderr.write("The present database cannot be read: its erasures are taken from var/ only.")
        return [*erasure_log.read(folder / backup.VAR), *erasure_log.read()]

    def _erase_again(self, erasures: list[erasure_log.Erasure]) -> int:
        call_command("migrate", verbosity=0)
        # Some of those that came back were ended since: by signing out, or by a new password.
        sessions.end_everybodys()
        count = erase.again(erasures=erasures, by="restore")
        # What is past its day by now goes too, and the files are written anew without all that.
        call_command("purge_enquiries", stdout=self.stdout)
        return count
