"""Say how long and how hard to read each written text in fixtures/ is: a report, not a gate."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from guidance import includes, markup, readability
from guidance.fixture_reader import FixtureError
from guidance.loading import pages
from guidance.models import GuidancePage, Handout, Publishable
from guidance.models.including import INCLUDING
from guidance.routes.shipped import read_book
from guidance.search import static_pages

AIMS: dict[type[Publishable], int] = {GuidancePage: 7, Handout: 5}


class Command(BaseCommand):
    """``manage.py report_reading``: asks no database."""

    help = "Report the words and the Flesch-Kincaid grade of every written text in fixtures/."

    def handle(self, **options) -> None:
        folder = Path(settings.FIXTURES_DIR)
        try:
            book = read_book(folder, static_pages.names())
            entries = list(pages.read(folder))
        except FixtureError as error:
            raise CommandError(str(error)) from None
        for model in INCLUDING:
            rows = []
            for entry in entries:
                if entry.model is model:
                    text = "\n".join(str(entry.values[name]) for name in INCLUDING[model])
                    plain = markup.plain(includes.expand(includes.without_facts(text), book))
                    rows.append((entry.slug, readability.measure(plain)))
            if rows:
                self._report(model, rows)

    def _report(self, model: type[Publishable], rows: list[tuple[str, readability.Reading]]) -> None:
        grades = [reading.grade for _, reading in rows]
        aim = AIMS.get(model)
        self.stdout.write(
            f"{model._meta.verbose_name_plural} ({len(rows)})" + (f", aim {aim}" if aim else "")
        )
        for slug, reading in sorted(rows, key=lambda row: -row[1].grade):
            over = " over" if aim and reading.grade > aim else ""
            self.stdout.write(f"  {reading.grade:5.1f} {reading.words:5} words  {slug}{over}")
        mean = sum(grades) / len(grades)
        self.stdout.write(f"  mean grade {mean:.1f}, {sum(reading.words for _, reading in rows)} words")
