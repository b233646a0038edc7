"""What tests of breaking things share: a PostgreSQL of their own."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings as project_settings

from tests.conftest import IN_CI
from tests.resilience.postgresql_cluster import Cluster, programs, run_cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A server that runs when a test begins. Skipped where PostgreSQL is not installed, which in CI fails."""
    try:
        programs()
    except (FileNotFoundError, KeyError) as missing:
        if IN_CI:
            raise
        pytest.skip(f"{missing}")
    with run_cluster() as running:
        yield running


@pytest.fixture(scope="session")
def migrated(cluster) -> str:
    """A database with our tables, to copy others from."""
    name = cluster.create_database()
    environment = {**os.environ, "DATABASE_URL": cluster.url(name)}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        cwd=project_settings.BASE_DIR,
        env=environment,
        check=True,
    )
    return name


@pytest.fixture
def own_database(cluster, migrated) -> str:
    """The name of an empty database with our tables, for one test."""
    return cluster.create_database(template=migrated)
