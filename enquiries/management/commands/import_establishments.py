"""``manage.py import_establishments FILE.csv``: the names that the enquiry form suggests."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from enquiries.models import Establishment
from enquiries.services import gias, gias_file
from enquiries.services.gias_encoding import GiasFormatError
from lesas_portal.core import task_runs

NAME = "import_establishments"
NAMED_AT_MOST = 20


class Command(BaseCommand):
    """Brings the table of establishments up to the CSV."""

    help = (
        "Read the open establishments of Kent and Medway from the CSV of GIAS (UTF-8 or Windows-1252). "
        "Nothing changes when a row is broken, or when the file has a tenth fewer than before."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, change nothing.")
        parser.add_argument(
            "--force", action="store_true", help="Take it though it has far fewer than before."
        )

    def handle(self, *, file: Path, dry_run: bool, force: bool, **options) -> None:
        """Import the file. Raises CommandError when it cannot be read or is refused, or without database."""
        try:
            establishments = gias_file.read(file)
            if dry_run:
                self._describe(gias.compare(establishments), force=force)
            else:
                self._replace(establishments, force=force)
        except gias.GiasFallError as error:
            raise CommandError(
                f"{file.name} was refused, nothing changed: {error}. If it is right, use --force."
            ) from None
        except (OSError, GiasFormatError) as error:
            raise CommandError(f"{file.name} was not read, nothing changed: {error}") from None
        except Error as error:
            # Its own words may hold a path or a row.
            raise CommandError(f"The database failed ({type(error).__name__}), nothing changed.") from None

    def _replace(self, establishments: list[Establishment], *, force: bool) -> None:
        with task_runs.recorded(NAME) as outcome:
            changes = gias.replace(establishments=establishments, by=NAME, may_fall=force)
            outcome.text = _summary(changes)
        self.stdout.write(f"{changes.open_after} establishments: {outcome.text}")

    def _describe(self, changes: gias.Changes, *, force: bool) -> None:
        self.stdout.write(f"{changes.open_before} establishments now, {changes.open_after} afterwards.")
        for heading, rows in (
            ("Added", changes.added),
            ("Changed", changes.changed),
            ("Closed", changes.closed),
            ("Deleted, closed before", changes.deleted),
        ):
            self.stdout.write(f"{heading}: {len(rows)}")
            for row in sorted(rows, key=str)[:NAMED_AT_MOST]:
                self.stdout.write(f"  {row.urn} {row}")
            if len(rows) > NAMED_AT_MOST:
                self.stdout.write(f"  and {len(rows) - NAMED_AT_MOST} more")
        if not changes.open_after or (changes.is_fall and not force):
            self.stdout.write(f"It would be refused: {changes.fall_in_words}.")
        self.stdout.write("Nothing was changed.")


def _summary(changes: gias.Changes) -> str:
    counts = {
        "added": changes.added,
        "changed": changes.changed,
        "closed": changes.closed,
        "deleted": changes.deleted,
    }
    return ", ".join(f"{len(rows)} {word}" for word, rows in counts.items()) + "."
