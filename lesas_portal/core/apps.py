"""What both apps stand on, as a Django app."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from lesas_portal.core import checks, content_version, error_reports


class CoreConfig(AppConfig):
    """Registers the system checks; the label keeps table names short."""

    name = "lesas_portal.core"
    label = "core"
    verbose_name = "The portal itself"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They read tables, which are not there yet when this module is read.
        from django.contrib.auth.models import User

        from lesas_portal.core import person_names, today, today_calendar, today_lines, today_tasks

        User.add_to_class("__str__", person_names.name_of)

        today.register(today_lines.mail_lines, order=40)
        today.register(today_calendar.calendar_lines, order=110)
        today_tasks.watch(today_tasks.BACKUP, said="The backup of the portal")
        today.register(today_tasks.task_lines, order=120)
        error_reports.start()
        post_migrate.connect(content_version.install, sender=self)
        register(checks.mailbox_is_one_address)
        register(checks.bank_holidays_are_known)
        register(checks.database_is_for_the_public, Tags.security, deploy=True)
        register(checks.database_fits, Tags.database)
        register(checks.server_logs_no_statement, Tags.database)
