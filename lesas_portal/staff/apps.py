"""Staff as a Django app."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.core.checks import register


class StaffConfig(AppConfig):
    """Who signs in; the label keeps table names short."""

    name = "lesas_portal.staff"
    label = "staff"
    verbose_name = "People"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # It reads tables, which are not there yet when this module is read.
        from lesas_portal.staff import checks
        from lesas_portal.staff.middleware import begin

        user_logged_in.connect(begin, dispatch_uid="staff.begin")
        register(checks.provider_is_whole)
        register(checks.provider_is_safe)
        register(checks.provider_gives_roles)
