"""The version of the content as a test's own transaction sees it, and the database gone at a word."""

from lesas_portal.core import content_version
from lesas_portal.core.version_reader import VersionUnknownError


class Switch:
    """Reads the version while the database is there."""

    is_away = False

    def read(self):
        if self.is_away:
            raise VersionUnknownError
        return content_version.current()
