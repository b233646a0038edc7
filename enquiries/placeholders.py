"""What stands in braces in a saved reply and what takes its place: five names, replaced as plain text.

``PAGE`` waits for a page that its writer finds; a reply does not go with it.
"""

import re
from collections.abc import Mapping

NAMES = ("name", "reference", "subject", "setting", "adviser")
PAGE = "{page}"
_KNOWN = re.compile(r"\{(" + "|".join(NAMES) + r")\}")
_ANY = re.compile(r"\{([^{}]*)\}")
# The last lines of a letter: what is put in stands before them.
_SIGN_OFF = re.compile(r"(?:Kind regards|Best wishes|Yours )[^\n]*(?:\n[^\n]+){0,4}\s*\Z")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with each of ``NAMES`` replaced by its value, once: what a value holds stays as it is.

    Whatever else stands in braces stays too. Nothing is looked up in an object.
    """
    return _KNOWN.sub(lambda found: values[found[1]], text)


def unknown_in(text: str) -> list[str]:
    """Return what stands in braces and is neither of ``NAMES`` nor ``PAGE``."""
    return [name for name in _ANY.findall(text) if name not in NAMES and f"{{{name}}}" != PAGE]


def put_link(text: str, link: str) -> str:
    """Return ``text`` with ``link`` where the first ``PAGE`` stood, else at its end, before who signs it."""
    if PAGE in text:
        return text.replace(PAGE, link, 1)
    found = _SIGN_OFF.search(text)
    before, after = (text[: found.start()], found[0]) if found else (text, "")
    return "\n\n".join(part for part in (before.rstrip(), link, after.strip()) if part)
