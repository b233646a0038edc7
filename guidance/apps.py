"""Guidance as a Django app."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    """Everything people read."""

    name = "guidance"
    verbose_name = "Guidance and resources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read the contacts that ship with the content now, so that no page has to."""
        from guidance.services import last_known

        last_known.shipped()
