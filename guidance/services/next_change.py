"""The next moment at which a page changes by itself. A stand-in: it is now, so that nothing is kept."""

from datetime import datetime


def after(at: datetime) -> datetime:
    """Return the first such moment after ``at``."""
    return at
