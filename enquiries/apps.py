"""Enquiries as a Django app."""

from django.apps import AppConfig


class EnquiriesConfig(AppConfig):
    """Everything people send."""

    name = "enquiries"
    verbose_name = "Enquiries"
    default_auto_field = "django.db.models.BigAutoField"
