"""Copies of what readers must get without a database, as files. A page never fails because of one."""

import logging
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

logger = logging.getLogger(__name__)


def path(name: str) -> Path:
    """Return where the copy ``name`` is kept."""
    return settings.LAST_KNOWN_DIR / name


def is_there(name: str) -> bool:
    """Whether there is a copy ``name`` that may be looked at."""
    try:
        return path(name).exists()
    except OSError:
        return False


def keep(name: str, text: str) -> None:
    """Write ``text`` to the copy ``name`` if it has another one.

    The file itself is compared, for several processes write it.
    """
    try:
        if _text(name) != text:
            _write(path(name), text)
    except OSError as error:
        logger.error("The last-known copy %s cannot be written: %s", name, error)


def _text(name: str) -> str | None:
    try:
        return path(name).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def _write(copy: Path, text: str) -> None:
    """Write in one step, so that no half file is read; its owner and group may read it."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=copy.parent, encoding="utf-8", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(text)
            file.flush()
            part.chmod(0o640)
            part.replace(copy)
        except OSError:
            part.unlink(missing_ok=True)
            raise
