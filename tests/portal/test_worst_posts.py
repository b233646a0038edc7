"""The bench of the worst that may be sent knows every public address that takes a post."""

import importlib.util
from types import ModuleType

import pytest
from django.conf import settings


@pytest.fixture
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "worst_posts", settings.BASE_DIR / "bench" / "worst_posts.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_address_that_takes_a_post_has_its_worst_case(bench, db):
    found = bench.post_addresses()
    assert {"new", "check", "policy_tailor", "login"} <= found.keys()
    assert found.keys() == bench.WORST.keys()
