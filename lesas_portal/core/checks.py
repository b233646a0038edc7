"""System checks: what the portal must not start without."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from lesas_portal.core import working_days

OUR_APPS = ("lesas_portal.", "guidance", "enquiries")


def mailbox_is_one_address(**_) -> list[Error]:
    """portal.E001: every enquiry queues a mail to ENQUIRIES_MAILBOX, so a wrong one would stop them all."""
    try:
        validate_email(settings.ENQUIRIES_MAILBOX)
    except ValidationError:
        hint = "Set it to one address, without a name: enquiries@example.org"
        return [Error("ENQUIRIES_MAILBOX is not one email address.", hint=hint, id="portal.E001")]
    return []


def database_fits(databases: Iterable[str] | None = None, **_) -> list[Error]:
    """portal.E002: the database was made with first migrations that have been written anew since.

    Django runs this before ``migrate``, which would fail half-way in words about tables. Only a *first*
    migration counts: a later one that is not here means that the code was put back to an older release,
    and then nobody should move a database away.
    """
    return [error for alias in databases or () if (error := _first_migration_gone(alias))]


def bank_holidays_are_known(**_) -> list[CheckMessage]:
    """portal.W003, portal.E003: the bundled list of bank holidays ends, and after it every one would count
    as a working day, so that "open now" and every date of reply would be wrong without a word."""
    last = max(working_days.bank_holidays())
    left = last - timezone.localdate()
    hint = "Renew govuk-bank-holidays: make lock."
    if left < timedelta(0):
        return [Error(f"The list of bank holidays ended on {last}.", hint=hint, id="portal.E003")]
    if left < timedelta(days=365):
        return [Warning(f"The list of bank holidays ends on {last}.", hint=hint, id="portal.W003")]
    return []


def _first_migration_gone(alias: str) -> Error | None:
    loader = MigrationLoader(connections[alias], ignore_no_migrations=True)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith(OUR_APPS)}
    here = loader.disk_migrations.keys() | {
        name for migration in loader.disk_migrations.values() for name in migration.replaces
    }
    if any(app in ours and name.startswith("0001_") for app, name in loader.applied_migrations.keys() - here):
        return Error(
            "This database was made by an earlier development version.", hint=_advice(alias), id="portal.E002"
        )
    return None


def _advice(alias: str) -> str:
    connection = connections[alias]
    if connection.vendor == "sqlite":
        return f"Move {Path(connection.settings_dict['NAME']).name} away and run make run again."
    return "Name an empty database in DATABASE_URL and run make run again."
