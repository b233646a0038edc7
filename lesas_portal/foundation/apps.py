"""The ground floor as a Django app."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Registers the system checks; the label keeps table names short."""

    name = "lesas_portal.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
