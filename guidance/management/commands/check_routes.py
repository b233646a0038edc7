"""List what is wrong with the guided routes in fixtures/, and how long their longest ways are."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from guidance.fixture_reader import FixtureError
from guidance.routes import graph, paths
from guidance.routes.shipped import read_book
from guidance.search import static_pages


class Command(BaseCommand):
    """``manage.py check_routes``: asks no database. Answers 1 while anything is wrong."""

    help = "Check the guided routes in fixtures/routes/ and the shared blocks, without a database."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=settings.FIXTURES_DIR, help="Where the fixtures are."
        )
        parser.add_argument(
            "--partial", action="store_true", help="Pass over references to routes whose file is not there."
        )

    def handle(self, *, folder: Path, partial: bool, **options) -> None:
        try:
            book = read_book(folder, static_pages.names())
        except FixtureError as error:
            raise CommandError(str(error)) from None
        found = graph.errors(book, partial=partial)
        for slug in dict.fromkeys(fault.split(": ")[0] for fault in found):
            self.stdout.write("blocks.toml" if slug == "blocks" else f"routes/{slug}.toml")
            own = [fault for fault in found if fault.startswith(f"{slug}: ")]
            for fault in own:
                self.stdout.write(f"  {fault.removeprefix(f'{slug}: ')}")
        count = sum(len(route.outcomes) for route in book.routes.values())
        self.stdout.write(f"{count} outcomes, longest path {paths.longest_path(book)}.")
        if found:
            raise CommandError(f"{len(found)} things are wrong.")
