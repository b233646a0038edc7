"""Enquiries as a Django app."""

from django.apps import AppConfig

from lesas_portal.core import today


class EnquiriesConfig(AppConfig):
    """Everything people send."""

    name = "enquiries"
    verbose_name = "Enquiries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from enquiries import today as ours  # models are there only now

        today.register(ours.put_apart, order=40)
