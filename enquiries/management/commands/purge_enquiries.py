"""``manage.py purge_enquiries``: deletes what is past its retention date."""

from django.core.management.base import BaseCommand

from enquiries.models import Enquiry
from enquiries.services import handle
from guidance import search
from lesas_portal.core import audit, task_runs


class Command(BaseCommand):
    """Keeps the promise of the privacy page; run it daily."""

    help = "Delete enquiries past their delete-by date, with their mails; --dry-run lists them."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="List them and delete nothing.")

    def handle(self, *, dry_run: bool, **options) -> None:
        due = Enquiry.objects.past_retention()
        if dry_run:
            for enquiry in due.order_by("delete_on"):
                self.stdout.write(f"{enquiry.reference} {enquiry.status} {enquiry.delete_on}")
            self.stdout.write(f"{due.count()} would be deleted.")
        else:
            with task_runs.recorded("purge_enquiries") as outcome:
                outcome.text = f"{handle.purge(enquiries=due, by='purge_enquiries')} deleted."
                audit.purge()
                search.delete_outdated_zero_results()
            self.stdout.write(outcome.text)
