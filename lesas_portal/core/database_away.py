"""Whether an exception says that the database cannot be asked: it is stopped, frozen, too slow, locked, or
its tables are not all there yet.
"""

from django.db import DataError, Error, IntegrityError

OUR_OWN = (DataError, IntegrityError)
"""The database answered, and what it was asked is wrong."""


def is_sign_of(error: BaseException | None) -> bool:
    """Whether a reader is to be told that the database is away: trying again later may help."""
    if getattr(error, "database_is_away", False):
        return True
    return isinstance(error, Error) and not isinstance(error, OUR_OWN)
