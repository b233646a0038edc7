"""The whole reading site, walked once."""

import pytest
from django.conf import settings
from django.db import transaction

from guidance.loading import content as loading
from tests.walk import Visit, walk


@pytest.fixture(scope="session")
def walked(django_db_setup, django_db_blocker) -> dict[str, Visit]:
    """What every address answered that links lead to from the home page; asked once a session."""
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load(settings.FIXTURES_DIR)
        found = walk("/")
        transaction.set_rollback(True)
    return found


@pytest.fixture
def visits(walked, db) -> dict[str, Visit]:
    """Every address that a reader can reach, with what it answered."""
    return walked


@pytest.fixture
def pages(visits) -> dict[str, Visit]:
    """Those of them that are pages to read."""
    return {path: visit for path, visit in visits.items() if visit.document}
