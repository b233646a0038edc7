"""Small fixtures for tests of loading."""

import shutil
from pathlib import Path

import pytest

from guidance.loading import content as loading

SMALL = Path(__file__).parent / "fixtures"


@pytest.fixture
def fixtures(tmp_path) -> Path:
    """A folder with an entry or two of each sort, which a test may change."""
    return shutil.copytree(SMALL, tmp_path / "fixtures")


@pytest.fixture
def loaded(db, fixtures) -> None:
    """A portal in which ``fixtures`` were loaded once."""
    loading.load(fixtures)
