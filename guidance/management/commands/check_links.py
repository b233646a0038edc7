"""Look at every link, of this site and of others."""

from django.core.management.base import BaseCommand

from guidance.links import external
from guidance.services import link_check
from lesas_portal.core import task_runs


class Command(BaseCommand):
    """``manage.py check_links``: to be run daily. It asks other sites at most once a second each."""

    help = (
        "Check every link: own pages without a request, other sites gently. The admin lists the broken ones."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--own", action="store_true", help="Only links to pages of this site.")

    def handle(self, *, own: bool, **options) -> None:
        if own:
            self.stdout.write(link_check.run(None).words)
            return
        with task_runs.recorded("check_links") as outcome, external.opened() as checker:
            outcome.text = link_check.run(checker).words
        self.stdout.write(outcome.text)
