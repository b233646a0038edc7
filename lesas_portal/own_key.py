"""The key of an installation that nobody gave one: random, made at the first start, kept in ``var/``.

It is for trying the portal on one machine. The key in the repository would be known to all, and a proxy that
sends another host name than its own can make such an installation public by mistake.
"""

import os
import secrets
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

# A name with a dot: backups leave it out, since who has a copy of them should not have the key as well.
NAME = ".secret-key"
BYTES, LENGTH_AT_LEAST = 50, 50


def own_key(folder: Path) -> str:
    """Return the key in ``folder``; write a random one first where there is none.

    Of several processes that start at once all get the same. Where it cannot be read or written it is a
    random one of this process, and standard error says what that means.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        key = _read(folder / NAME) or _make(folder)
    except OSError as error:
        _say_once(f"{folder / NAME}", error.strerror or type(error).__name__)
        return _in_memory()
    if len(key) < LENGTH_AT_LEAST:
        _say_once(f"{folder / NAME}", "it is too short, remove it")
        return _in_memory()
    return key


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return ""


def _make(folder: Path) -> str:
    """Write a whole file beside its place, then link it there: whoever is second finds the first one's."""
    part = folder / f"{NAME}.{os.getpid()}.{secrets.token_hex(4)}.part"
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(part, folder / NAME)
    finally:
        part.unlink(missing_ok=True)
    return _read(folder / NAME)


@cache
def _in_memory() -> str:
    return secrets.token_urlsafe(BYTES)


@cache
def _say_once(file: str, why: str) -> None:
    sys.stderr.write(
        f"The key of this installation cannot be kept in {file} ({why}). One in memory is used: it signs"
        " nothing that outlasts this process, so every start ends all sign-ins and forms that are open.\n"
    )
