"""What the portal must not start without."""

import pytest

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
