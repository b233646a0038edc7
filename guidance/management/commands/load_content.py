"""Load the content in fixtures/ into the database, as often as wanted."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from guidance.fixture_reader import FixtureError
from guidance.loading import content
from guidance.models import ShippedText
from guidance.services import shipped_texts
from lesas_portal.core import first_rows


class Command(BaseCommand):
    """``manage.py load_content``: run twice, nothing doubles and no adviser's edit is overwritten."""

    help = (
        "Load fixtures/ into the database. Rows that an adviser has edited are left as they are; "
        "what the files say since of these is listed, and waits for an adviser in the admin."
    )

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
        for line in first_rows.load(folder):
            self.stdout.write(line)
        for line in _waiting():
            self.stdout.write(line)


def _waiting() -> Iterator[str]:
    """What waits for an adviser, a line each, with where it is settled."""
    for shipped in ShippedText.objects.waiting().prefetch_related("content_object"):
        labels = [one.label for one in shipped_texts.differences(shipped, shipped.content_object)]
        is_row = shipped.part == ShippedText.Part.ROW
        what = "field" if is_row else "text"
        noun = f"{what} differs" if len(labels) == 1 else f"{what}s differ"
        named = f" ({', '.join(labels)})" if is_row else ""
        address = reverse("admin:guidance_shippedtext_settle", args=[shipped.pk])
        yield f"Waiting for you: {shipped}: {len(labels)} {noun}{named}. Compare: {address}"
