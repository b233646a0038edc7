"""Guidance as a Django app."""

from django.apps import AppConfig
from django.core.checks import register


class GuidanceConfig(AppConfig):
    """Everything people read."""

    name = "guidance"
    verbose_name = "Guidance and resources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Read the contacts that ship with the content now, so that no page has to; register the rest."""
        from guidance import checks, find_content
        from guidance.services import copies_in_hand, last_known, versions
        from lesas_portal.core import find, leavers

        register(checks.routes_are_sound, deploy=True)
        find.register(find_content.content, order=20)
        self._register_today()
        versions.register()
        leavers.register(copies_in_hand.WORKING_COPIES)
        last_known.shipped()

    def _register_today(self) -> None:
        """What waits for somebody, for the admin's first page."""
        from guidance import today_checks, today_contacts, today_copies, today_links, today_shipped
        from lesas_portal.core import today, today_tasks

        today_tasks.watch("check_links", said="The check of links")
        today.register(today_contacts.unconfirmed_lines, order=50)
        today.register(today_links.broken_link_lines, order=60)
        today.register(today_checks.scheduled_lines, order=70)
        today.register(today_copies.copy_lines, order=80)
        today.register(today_checks.due_lines, order=90)
        today.register(today_links.nothing_found_lines, order=100)
        today.register(today_shipped.shipped_lines, order=105)
