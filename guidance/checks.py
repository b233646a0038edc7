"""System checks of the content that ships: they read the fixtures, never a database.

They run with ``check --deploy`` (make check), not before every command.
"""

from django.conf import settings
from django.core.checks import Error

from guidance.fixture_reader import FixtureError
from guidance.routes import graph
from guidance.routes.shipped import read_book
from guidance.search import static_pages


def routes_are_sound(**_) -> list[Error]:
    """guidance.E010: a guided route leads nowhere, in a circle, too far, or its screens lack something."""
    try:
        faults = graph.errors(read_book(settings.FIXTURES_DIR, static_pages.names()))
    except FixtureError as error:
        faults = (str(error),)
    hint = "manage.py check_routes lists everything that is wrong, file by file."
    return [Error(f"Guided routes: {fault}", hint=hint, id="guidance.E010") for fault in faults]
