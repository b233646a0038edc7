"""What every test shares: plain static files, the real content, people who are signed in."""

import pytest
from django.conf import settings as project_settings
from django.test import Client, override_settings

from guidance.loading import content as loading
from tests.factories import make_adviser, make_editor


@pytest.fixture(scope="session", autouse=True)
def plain_static_files():
    """Templates and the live server find styles without collectstatic having run."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {**project_settings.STORAGES, "staticfiles": plain}
    # Otherwise WhiteNoise warns that collectstatic has not run.
    with override_settings(STORAGES=storages, WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(autouse=True)
def last_known_copy_apart(settings, tmp_path):
    """The last-known copy of the Front Door's contacts that a test writes is the test's own."""
    settings.LAST_KNOWN_DIR = tmp_path


@pytest.fixture
def content(db):
    """The portal as a fresh installation has it: everything in fixtures/."""
    return loading.load(project_settings.FIXTURES_DIR)


@pytest.fixture
def adviser(db):
    """A member of the groups Adviser and Editor."""
    return make_adviser()


@pytest.fixture
def adviser_client(adviser) -> Client:
    """A browser in which an adviser is signed in."""
    client = Client()
    client.force_login(adviser)
    return client


@pytest.fixture
def editor_client(db) -> Client:
    """A browser in which an editor is signed in: somebody who writes but does not publish."""
    client = Client()
    client.force_login(make_editor())
    return client
