"""What tests of the portal's own pages share."""

import pytest
from django.db import DatabaseError, connection


@pytest.fixture
def no_database(db):
    """The database answers nothing."""

    def refuse(*arguments):
        raise DatabaseError

    with connection.execute_wrapper(refuse):
        yield
