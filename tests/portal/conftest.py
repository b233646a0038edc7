"""What tests of the portal's own pages and of its mail share."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection

from lesas_portal import sign_in
from lesas_portal.staff.provider import discovery
from tests.portal.provider_server import CLIENT, SECRET, run_provider
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


@pytest.fixture
def by_provider(settings, db):
    """Staff sign in by an identity provider, which does not answer; the backends that Django asks."""
    issuer = f"http://127.0.0.1:{free_port()}"
    settings.OIDC = replace(settings.OIDC, issuer=issuer, client_id=CLIENT, client_secret=SECRET)
    settings.AUTHENTICATION_BACKENDS = sign_in.settings(https=False, by_provider=True)[
        "AUTHENTICATION_BACKENDS"
    ]
    discovery.delete_all()
    yield settings.AUTHENTICATION_BACKENDS
    discovery.delete_all()


@pytest.fixture
def provider(by_provider, settings):
    """The tests' own provider, which the portal uses."""
    with run_provider() as provider:
        settings.OIDC = replace(settings.OIDC, issuer=provider.issuer)
        yield provider
