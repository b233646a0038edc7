"""Backups: a folder each, with a copy of the database, one of var/, and a list of what is in it.

A backup is made beside its place and moved there when it is whole; only its owner may read it. Older ones
than settings.BACKUP_RETENTION_DAYS are deleted when a new one is made.
"""

import hashlib
import json
import shutil
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from lesas_portal.core import database_copy
from lesas_portal.core.database_copy import CopyError

LIST, VAR = "backup.json", "var"
PART = ".part"
LEFT_BEHIND = timedelta(days=1)
"""A backup that is not whole after so long was cut off, as by a loss of power."""
USUAL, BEFORE_RESTORE = "lesas-", "before-restore-"


def make(parent: Path, *, prefix: str = USUAL) -> Path:
    """Make a backup in ``parent``; return its folder. Raises CopyError, and OSError when it cannot write."""
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    at = timezone.now()
    folder = _free(parent / f"{prefix}{timezone.localtime(at):%Y-%m-%d-%H%M%S}")
    part = parent / f".{folder.name}{PART}"
    part.mkdir(mode=0o700)
    try:
        _fill(part, at)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return folder


def prune(parent: Path, *, at: datetime | None = None) -> int:
    """Delete backups in ``parent`` past their days, but never the newest, and what is left of those that were
    never whole; return how many."""
    now = at or timezone.now()
    before = now - timedelta(days=settings.BACKUP_RETENTION_DAYS)
    newest = find(parent)
    old = [one for one in _all(parent, USUAL, BEFORE_RESTORE) if one != newest and made_at(one) < before]
    old += [one for one in _parts(parent) if _changed_at(one) < now - LEFT_BEHIND]
    for folder in old:
        shutil.rmtree(folder)
    return len(old)


def find(where: Path) -> Path:
    """Return the backup that ``where`` is, or the newest in it. Raises CopyError when there is none."""
    if (where / LIST).is_file():
        return where
    found = _all(where, USUAL)
    if not found:
        raise CopyError(f"There is no backup in {where}.")
    return max(found, key=made_at)


def made_at(folder: Path) -> datetime:
    """Return when a backup was made; one whose list was lost goes by the date of its folder."""
    try:
        return datetime.fromisoformat(_list(folder)["made_at"])
    except CopyError:
        return _changed_at(folder)


def put_back(folder: Path, *, stays: Collection[str] = ()) -> None:
    """Replace the database and what var/ has by the backup in ``folder``. Raises CopyError.

    Nothing is touched when a file of it is missing or has changed. Other files of var/ stay, and those that
    ``stays`` names.
    """
    listed = _list(folder)
    for name, checksum in listed["files"].items():
        if not (folder / name).is_file() or _checksum(folder / name) != checksum:
            raise CopyError(f"{name} is not as it was when this backup was made. Nothing was changed.")
    database_copy.put_back(folder, listed["tables"])
    settings.LAST_KNOWN_DIR.mkdir(parents=True, exist_ok=True)
    for file in (one for one in _files(folder / VAR) if one.name not in stays):
        _copy(file, settings.LAST_KNOWN_DIR / file.name, mode=0o640)


def _fill(part: Path, at: datetime) -> None:
    database_copy.write(part)
    (part / VAR).mkdir(mode=0o700)
    for file in _files(settings.LAST_KNOWN_DIR):
        _copy(file, part / VAR / file.name, mode=0o600)
    listed = {
        "made_at": at.isoformat(),
        "database": connection.vendor,
        "tables": database_copy.tables(),
        "files": {str(file.relative_to(part)): _checksum(file) for file in sorted(part.rglob("*.*"))},
    }
    (part / LIST).touch(mode=0o600)
    (part / LIST).write_text(json.dumps(listed, indent=1), encoding="utf-8")


def _copy(file: Path, copy: Path, *, mode: int) -> None:
    """In one step, for a page may read the file meanwhile."""
    part = copy.with_name(f".{copy.name}{PART}")
    part.touch(mode=0o600)
    shutil.copyfile(file, part)
    part.chmod(mode)
    part.replace(copy)


def _files(folder: Path) -> list[Path]:
    """The files of a folder, but no link and nothing half written."""
    found = folder.iterdir() if folder.is_dir() else []
    return sorted(
        file
        for file in found
        if file.is_file() and not file.is_symlink() and not file.name.startswith(".") and file.suffix != PART
    )


def _all(parent: Path, *prefixes: str) -> list[Path]:
    return [one for one in parent.glob("*") if one.name.startswith(prefixes) and (one / LIST).is_file()]


def _parts(parent: Path) -> list[Path]:
    return [one for prefix in (USUAL, BEFORE_RESTORE) for one in parent.glob(f".{prefix}*{PART}")]


def _changed_at(folder: Path) -> datetime:
    return datetime.fromtimestamp(folder.stat().st_mtime, tz=UTC)


def _list(folder: Path) -> dict:
    try:
        return json.loads((folder / LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CopyError(f"{LIST} of {folder} cannot be read ({type(error).__name__}).") from None


def _free(folder: Path) -> Path:
    """Where two are made in one second, the later one says so."""
    taken = 1
    while folder.exists():
        taken += 1
        folder = folder.with_name(f"{folder.name.split('_')[0]}_{taken}")
    return folder


def _checksum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
