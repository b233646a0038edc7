"""Staff as a Django app."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Who signs in; the label keeps table names short."""

    name = "lesas_portal.staff"
    label = "staff"
    verbose_name = "People"
    default_auto_field = "django.db.models.BigAutoField"
