"""Guidance as a Django app."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    """Everything people read."""

    name = "guidance"
    verbose_name = "Guidance and resources"
    default_auto_field = "django.db.models.BigAutoField"
