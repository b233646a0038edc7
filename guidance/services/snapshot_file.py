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


def make_public_folder(name: str) -> None:
    """Make a folder of copies that the proxy reads, as a user of its own, whatever the umask."""
    try:
        path(name).mkdir(parents=True, exist_ok=True)
        path(name).chmod(0o755)
    except OSError as error:
        logger.error("The folder %s of copies cannot be made: %s", name, error)


def keep(name: str, text: str, *, is_public: bool = False) -> bool:
    """Write ``text`` to the copy ``name`` if it has another one; others may read it if it ``is_public``.

    The file itself is compared, for several processes write it. Return whether it was written.
    """
    try:
        if _text(name) == text:
            return False
        _write(path(name), text, mode=0o644 if is_public else 0o640)
    except OSError as error:
        logger.error("The last-known copy %s cannot be written: %s", name, error)
        return False
    return True


def _text(name: str) -> str | None:
    try:
        return path(name).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def _write(copy: Path, text: str, *, mode: int) -> None:
    """Write in one step, so that no half file is read."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=copy.parent, encoding="utf-8", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(text)
            file.flush()
            part.chmod(mode)
            part.replace(copy)
        except OSError:
            part.unlink(missing_ok=True)
            raise
