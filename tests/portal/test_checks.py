"""What the portal must not start without."""

from datetime import UTC, datetime

import pytest
from django.core.checks import run_checks
from django.db import connection

from lesas_portal import env
from lesas_portal.core import checks


@pytest.mark.parametrize("mailbox", ["enquiries@localhost", "lesas.enquiries@example.org"])
def test_one_address_is_a_mailbox(settings, mailbox):
    settings.ENQUIRIES_MAILBOX = mailbox
    assert checks.mailbox_is_one_address() == []


@pytest.mark.parametrize(
    "mailbox", ["", "enquiries", "a@example.org, b@example.org", "LESAS <a@example.org>"]
)
def test_anything_else_is_not(settings, mailbox):
    settings.ENQUIRIES_MAILBOX = mailbox
    assert [error.id for error in checks.mailbox_is_one_address()] == ["portal.E001"]


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ((2027, 12, 26), []),
        ((2028, 2, 1), ["portal.W003"]),
        ((2028, 12, 26), ["portal.W003"]),
        ((2028, 12, 27), ["portal.E003"]),
        ((2029, 1, 2), ["portal.E003"]),
    ],
)
def test_the_list_of_bank_holidays_does_not_run_out_without_a_word(freeze, day, says):
    freeze(datetime(*day, 12, tzinfo=UTC))
    assert [message.id for message in run_checks() if message.id.endswith("003")] == says


def test_a_database_that_keeps_no_log_of_its_own_is_not_asked_for_it(db):
    if connection.vendor == "sqlite":
        assert checks.server_logs_no_statement(["default"]) == []
    assert checks.server_logs_no_statement(None) == []


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("sqlite:///db.sqlite3", ["portal.W005"]),
        ("postgres://lesas@127.0.0.1/lesas", []),
        ("postgres:///lesas", []),
        ("postgres://lesas@db.example.org/lesas", ["portal.W006"]),
        ("postgres://lesas@db.example.org/lesas?sslmode=prefer", ["portal.W006"]),
        ("postgres://lesas@db.example.org/lesas?sslmode=verify-full", []),
    ],
)
def test_a_deploy_check_tells_of_a_database_that_is_not_for_the_public(tmp_path, address, says):
    found = checks.public_database_warnings(env.database(address, tmp_path))
    assert [warning.id for warning in found] == says
