"""Copies of what readers must get without a database, as files. A page never fails because of one."""

import logging
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

logger = logging.getLogger(__name__)


def keep(name: str, text: str) -> None:
    """Write ``text`` to the copy ``name`` if it has another one.

    The file itself is compared, for several processes write it.
    """
    path = settings.LAST_KNOWN_DIR / name
    try:
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            _write(path, text)
    except (OSError, ValueError) as error:
        logger.error("The last-known copy %s cannot be written: %s", name, error)


def _write(path: Path, text: str) -> None:
    """Write in one step, so that no half file is read; every user of the machine may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, encoding="utf-8", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(text)
            file.flush()
            part.chmod(0o644)
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
