"""Guidance as a Django app."""

from django.apps import AppConfig
from django.core.checks import register


class GuidanceConfig(AppConfig):
    """Everything people read."""

    name = "guidance"
    verbose_name = "Guidance and resources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read the contacts that ship with the content now, so that no page has to; register the check."""
        from guidance import checks, today_shipped
        from guidance.services import last_known
        from lesas_portal.core import today

        register(checks.routes_are_sound, deploy=True)
        today.register(today_shipped.shipped_lines, order=105)

        last_known.shipped()
