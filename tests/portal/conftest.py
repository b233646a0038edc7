"""What tests of the portal's own pages and of its mail share."""

import pytest
from django.db import DatabaseError, connection

from tests.portal.smtp_server import free_port, run_smtp_server


@pytest.fixture
def no_database(db):
    """The database answers nothing."""

    def refuse(*arguments):
        raise DatabaseError

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def smtp(settings, db):
    """The portal is set up to use a mail server; minutes are tenths of a second."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.MAIL_TIMEOUTS = {"connect": 0.5, "command": 0.3, "text": 0.3, "answer": 0.3, "aside": 0.1}


@pytest.fixture
def smtp_server(smtp, settings):
    """The mail server that it uses."""
    with run_smtp_server() as smtp_server:
        settings.EMAIL_PORT = smtp_server.port
        yield smtp_server


@pytest.fixture
def no_server(smtp, settings):
    """It does not answer."""
    settings.EMAIL_PORT = free_port()
