"""Rows that ship with the portal and are loaded once, for an empty table. Each app registers its own.

``load_content`` stands below the app whose rows they are, so it is told of them here.
"""

from collections.abc import Callable
from pathlib import Path

Loader = Callable[[Path], str]

_loaders: list[Loader] = []


def register(loader: Loader) -> None:
    """Let ``load_content`` call ``loader`` with the fixtures’ folder; it says what it did, or nothing."""
    _loaders.append(loader)


def load(folder: Path) -> list[str]:
    """Return what was loaded, a sentence each."""
    return [said for loader in _loaders if (said := loader(folder))]
