"""Load the content in fixtures/ into the database, as often as wanted."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from guidance.fixture_reader import FixtureError
from guidance.loading import content


class Command(BaseCommand):
    """``manage.py load_content``: run twice, nothing doubles and no adviser's edit is overwritten."""

    help = "Load fixtures/ into the database. Rows that an adviser has edited are left as they are."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=settings.FIXTURES_DIR, help="Where the fixtures are."
        )

    def handle(self, *, folder: Path, **options) -> None:
        try:
            outcomes = content.load(folder)
        except FixtureError as error:
            raise CommandError(f"Nothing was loaded. {error}") from None
        counts = [
            f"{outcome.met} {model._meta.verbose_name_plural} "
            f"({outcome.new} new, {outcome.updated} updated, {outcome.edited} left as edited)"
            for model, outcome in outcomes.items()
        ]
        self.stdout.write(f"Loaded {', '.join(counts)}.")
