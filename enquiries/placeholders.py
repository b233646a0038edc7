"""What stands in braces in a saved reply and what takes its place: five names, replaced as plain text."""

import re
from collections.abc import Mapping

NAMES = ("name", "reference", "subject", "setting", "adviser")
_KNOWN = re.compile(r"\{(" + "|".join(NAMES) + r")\}")
_ANY = re.compile(r"\{([^{}]*)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with each of ``NAMES`` replaced by its value, once: what a value holds stays as it is.

    Whatever else stands in braces stays too. Nothing is looked up in an object.
    """
    return _KNOWN.sub(lambda found: values[found[1]], text)


def unknown_in(text: str) -> list[str]:
    """Return what stands in braces and is none of ``NAMES``."""
    return [name for name in _ANY.findall(text) if name not in NAMES]
