"""Copies of what readers must get without a database, as files. A page never fails because of one.

A copy ends in a checksum, so that what was torn by a loss of power or a full disk is not taken for it. What
cannot be written is remembered by the process: strip and footer of every page are made from a copy, and must
not lag behind because a folder is read-only. The time of a file is when its text was last known to be true.
What is public has no checksum, for the proxy sends it as it is.
"""

import hashlib
import logging
import os
import time
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from django.conf import settings

logger = logging.getLogger(__name__)
SEAL = "\n// sha256 "
MODE, PUBLIC_MODE = 0o640, 0o644
PART = ".part-"
"""What the names of files begin with that are not whole yet."""
SECONDS = 60
"""A file that says the same is given a new time no more often than this."""


class Copy(NamedTuple):
    """The text of a copy, and when it was last known to be true (seconds since 1970)."""

    text: str
    at: float


_unwritten: dict[Path, Copy] = {}


def path(name: str) -> Path:
    """Return where the copy ``name`` is kept."""
    return settings.LAST_KNOWN_DIR / name


def is_there(name: str) -> bool:
    """Whether there is a copy ``name`` that may be looked at."""
    try:
        return path(name) in _unwritten or path(name).exists()
    except OSError:
        return False


def make_public_folder(name: str) -> None:
    """Make a folder of copies that the proxy reads, as a user of its own, whatever the umask."""
    try:
        path(name).mkdir(parents=True, exist_ok=True)
        path(name).chmod(0o755)
    except OSError as error:
        logger.error("The folder %s of copies cannot be made: %s", name, error)


def read(name: str) -> Copy | None:
    """Return the newest copy that this process knows of; None where there is none, or it is torn."""
    copy = path(name)
    try:
        kept = _read(copy)
    except OSError:
        kept = None
    remembered = _unwritten.get(copy)
    if remembered and kept and kept.at > remembered.at:
        # Another process can write.
        _unwritten.pop(copy, None)
        return kept
    return remembered or kept


def keep(name: str, text: str, *, is_public: bool = False) -> bool:
    """Write ``text`` to the copy ``name`` if it has another one; others may read it if it ``is_public``.

    The file itself is compared, for several processes write it. Return whether it was written.
    """
    copy = path(name)
    try:
        kept = _read(copy)
        is_new = kept is None or kept.text != text
        if is_new:
            _write(copy, text, is_public=is_public)
        elif kept and abs(time.time() - kept.at) > SECONDS:
            os.utime(copy)
        _unwritten.pop(copy, None)
    except OSError as error:
        before = _unwritten.get(copy)
        if before is None or before.text != text:
            logger.error("The last-known copy %s cannot be written: %s", name, error)
        _unwritten[copy] = Copy(text, time.time())
        return False
    return is_new


def _read(copy: Path) -> Copy | None:
    """Read a file, once for as long as it is the same: each page is made from one."""
    try:
        found = copy.stat()
    except FileNotFoundError:
        return None
    return _read_version(copy, found.st_ino, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=8)
def _read_version(copy: Path, *_of_file: int) -> Copy | None:
    """Read a file. One without a checksum is of an older release: its reader must see that it is whole.

    A file is replaced and never written to, so that its number and its time tell one text from another.
    """
    try:
        with copy.open(encoding="utf-8") as file:
            said, at = file.read(), os.fstat(file.fileno()).st_mtime
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    text, is_sealed, seal = said.rpartition(SEAL)
    if not is_sealed:
        return Copy(said, at)
    return Copy(text, at) if seal.strip() == _checksum(text) else None


def _write(copy: Path, text: str, *, is_public: bool) -> None:
    """Write in one step, so that no half file is read."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    # With a dot: a backup that is made meanwhile leaves it out.
    with NamedTemporaryFile("w", dir=copy.parent, prefix=PART, encoding="utf-8", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(text if is_public else f"{text}{SEAL}{_checksum(text)}\n")
            file.flush()
            os.fsync(file.fileno())
            part.chmod(PUBLIC_MODE if is_public else MODE)
            part.replace(copy)
        except OSError:
            part.unlink(missing_ok=True)
            raise


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
