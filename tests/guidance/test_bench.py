"""What measures the lists of the admin can be run: its rows are such as the database takes."""

import runpy

from django.conf import settings

from guidance.models import Resource


def test_the_rows_for_measuring_lists_are_taken(db):
    measuring = runpy.run_path(str(settings.BASE_DIR / "bench" / "admin_lists.py"))
    measuring["fill"].__globals__["SIZE"] = 3
    measuring["fill"]()
    assert Resource.objects.published().count() == 3
