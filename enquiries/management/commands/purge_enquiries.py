"""``manage.py purge_enquiries``: deletes what is past its retention date."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

from enquiries.models import Enquiry, Event, FeedbackComment
from enquiries.services import erase, erasure_log, export, feedback, handle
from guidance import search
from lesas_portal.core import audit, database_traces, mail_queue, open_forms, task_runs
from lesas_portal.core.models import QueuedEmail

# From their files, too, what was deleted goes.
HOLD_PERSONAL_DATA = (Enquiry, Event, FeedbackComment, QueuedEmail)
IN_USE = "The database was in use: its files are cleaned of what was deleted at the next run."


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
            if comments := feedback.past_retention().count():
                self.stdout.write(
                    f"{comments} comment{'s' if comments > 1 else ''} on pages would be deleted."
                )
            return
        with task_runs.recorded("purge_enquiries") as outcome:
            outcome.text = f"{handle.purge(enquiries=due, by='purge_enquiries')} deleted."
            self.stdout.write(outcome.text)
            self._tidy()
            if not database_traces.rewrite(HOLD_PERSONAL_DATA):
                outcome.text += f" {IN_USE}"
                self.stderr.write(IN_USE)

    def _tidy(self) -> None:
        """Drop records past their time, and bring the file of erasures up to date."""
        audit.purge()
        open_forms.purge()
        erase.purge_remains()
        export.purge()
        feedback.purge()
        mail_queue.blank_old()
        search.delete_outdated_zero_results()
        erasure_log.sync()
        for chore in settings.PURGE_CHORES:
            import_string(chore)()
