"""The database that is measured in: a test database of the configured kind, filled as readers have it."""

import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def filled_database(**settings: object) -> Iterator[Path]:
    """Set Django up, load the content that ships with the site, and yield a folder; both go away at the end.

    ``settings`` hold meanwhile, beside those by which any request is answered.
    """
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
    warnings.filterwarnings("ignore", message="No directory at")
    django.setup()
    from django.conf import settings as own
    from django.db import connection
    from django.test import override_settings

    from guidance.loading import content

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        with tempfile.TemporaryDirectory() as found:
            answered = {"LAST_KNOWN_DIR": Path(found), "ALLOWED_HOSTS": ["*"], "SECURE_SSL_REDIRECT": False}
            with override_settings(**answered, **settings):
                content.load(own.FIXTURES_DIR)
                yield Path(found)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
