"""Enquiries as a Django app."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """Everything people send."""

    name = "enquiries"
    verbose_name = "Enquiries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They read tables, which are not there yet when this module is read.
        from enquiries import find_enquiries, today_exports, today_lines
        from enquiries.services import leavers, saved_replies
        from lesas_portal.core import find, first_rows, today, today_tasks
        from lesas_portal.core import leavers as core_leavers

        core_leavers.register(leavers.OPEN_ENQUIRIES)
        first_rows.register(saved_replies.load_first)
        find.register(find_enquiries.enquiries, order=10)
        find.register(find_enquiries.saved_replies, order=30)
        today.register(today_lines.enquiry_lines, order=10)
        today.register(today_lines.put_apart_lines, order=20)
        today.register(today_exports.files_to_delete, order=30)
        purge = "The daily deletion of old enquiries"
        today_tasks.watch(today_lines.PURGE, said=purge, is_missed=today_lines.purge_is_missed)
