"""What the daily purge drops of sign-ins: old invitations, notes of tries, and sessions that are over."""

from importlib import import_module

from django.conf import settings

from lesas_portal.staff.services import invitations, tries


def purge() -> None:
    """Drop it."""
    invitations.purge()
    tries.purge()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
