"""``manage.py export_person EMAIL``: everything held about one address."""

import json
import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from enquiries.services import person


class Command(BaseCommand):
    """Prints it as JSON, or writes it to a file that only its owner may read."""

    help = "Print everything held about one email address as JSON; --dry-run says only how much there is."

    def add_arguments(self, parser) -> None:
        parser.add_argument("email", help="The address, in any mix of capitals.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say how much is held, and show none of it."
        )
        parser.add_argument("--output", type=Path, help="A new file to write to, in place of the terminal.")

    def handle(self, *, email: str, dry_run: bool, output: Path | None, **options) -> None:
        """Show it. Raises CommandError for no address, and when the file is there already or cannot be
        written."""
        try:
            if dry_run:
                self.stdout.write(f"{person.held_about(email).summary}.")
                return
            held = person.export(email=email, by="export_person")
        except person.NotAnAddressError as error:
            raise CommandError(str(error)) from None
        text = json.dumps(held, ensure_ascii=False, indent=2)
        if output is None:
            self.stdout.write(text)
            return
        try:
            file = os.open(output, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from None
        with os.fdopen(file, "w", encoding="utf-8") as opened:
            opened.write(f"{text}\n")
        self.stdout.write(f"Written to {output}. Delete it when it has been handed over.")
