"""Enquiries as a Django app."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """Everything people send."""

    name = "enquiries"
    verbose_name = "Enquiries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They read tables, which are not there yet when this module is read.
        from enquiries import today_exports
        from lesas_portal.core import today

        today.register(today_exports.files_to_delete, order=60)
