"""System checks: what the portal must not start without."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django import db
from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from lesas_portal.core import working_days

# What keeps PostgreSQL's log free of statements, and of the rows that its messages quote. Whoever looks after
# the server sets them for the portal's role (deploy/README.md).
LOGS_NO_STATEMENT = {
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "auto_explain.log_min_duration": "-1",
}
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


def server_logs_no_statement(databases: Iterable[str] | None = None, **_) -> list[CheckMessage]:
    """portal.W004: PostgreSQL logs statements that fail or are slow, and an enquiry would stand there whole.

    No purge reaches that log. Nothing is said while the database does not answer: that is not what is asked.
    """
    return [warning for alias in databases or () if (warning := _logs_statements(alias))]


def database_is_for_the_public(**_) -> list[CheckMessage]:
    """portal.W005, portal.W006, for ``check --deploy``: SQLite stands on one machine; and what goes to
    PostgreSQL on another machine can be read on the way where ``sslmode`` asks for nothing."""
    return public_database_warnings(settings.DATABASES["default"])


def public_database_warnings(database: dict) -> list[CheckMessage]:
    """Return what is to be said of an entry of DATABASES behind a public host."""
    if database["ENGINE"].endswith("sqlite"):
        hint = "It serves a pilot on one machine. Move to PostgreSQL before more: deploy/README.md says how."
        return [Warning("The database is SQLite.", hint=hint, id="portal.W005")]
    is_here = database.get("HOST", "") in {"", "localhost", "127.0.0.1", "::1"} or database["HOST"][0] == "/"
    if is_here or database.get("OPTIONS", {}).get("sslmode") in {"require", "verify-ca", "verify-full"}:
        return []
    hint = "Put ?sslmode=verify-full (or require) behind the address in DATABASE_URL."
    return [Warning("The way to PostgreSQL may be unencrypted.", hint=hint, id="portal.W006")]


def _logs_statements(alias: str) -> Warning | None:
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(LOGS_NO_STATEMENT)]
            )
            found = dict(cursor.fetchall())
    except db.Error:
        return None
    # A server that lacks one of them is older than what it does, or has not loaded it.
    wrong = [name for name, value in found.items() if value != LOGS_NO_STATEMENT[name]]
    if not wrong:
        return None
    hint = "Set them for the portal's role, as deploy/README.md says: " + ", ".join(sorted(wrong))
    return Warning("PostgreSQL may write whole enquiries into its log.", hint=hint, id="portal.W004")


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
