"""The contacts of the Front Door page without a database: their last-known copy, and those that ship."""

import json
import logging
import tomllib
from functools import cache, lru_cache

from django.conf import settings

from guidance.models.load_bearing import ON_FRONT_DOOR
from guidance.services import snapshot_file
from guidance.services.contacts import Contact
from lesas_portal.core.copy_notice import CopiedAt

logger = logging.getLogger(__name__)
COPY = "front-door.json"


def read() -> tuple[dict[str, Contact], CopiedAt]:
    """Return the contacts in the copy and its time; those that ship where it is missing or broken."""
    try:
        copy = snapshot_file.read(COPY)
        contacts = dict(_contacts(copy.text)) if copy else {}
    except (ValueError, TypeError, KeyError, AttributeError):
        contacts = {}
    return (contacts, copy.at) if contacts and copy else (shipped(), None)


def is_kept() -> bool:
    """Whether there is a copy."""
    return snapshot_file.is_there(COPY)


def keep(contacts: dict[str, Contact]) -> bool:
    """Write ``contacts`` to the copy if it has others. Return whether it was written.

    A database without any contact is a new or a broken one, and no reason to forget the numbers.
    """
    if not contacts:
        return False
    rows = [contact.keep() for contact in contacts.values()]
    return snapshot_file.keep(COPY, json.dumps(rows, ensure_ascii=False, indent=2))


@lru_cache(maxsize=2)
def _contacts(text: str) -> dict[str, Contact]:
    """The contacts in the ``text`` of a copy: every page asks for them, and it seldom changes."""
    return {row["slug"]: Contact.read(row) for row in json.loads(text)}


@cache
def shipped() -> dict[str, Contact]:
    """The contacts in the fixtures, read once, when the site starts; none where they cannot be read."""
    try:
        rows = tomllib.loads((settings.FIXTURES_DIR / "helplines.toml").read_text(encoding="utf-8"))
        return {slug: Contact.shipped(slug, row) for slug, row in rows.items() if slug in ON_FRONT_DOOR}
    except (OSError, ValueError, TypeError, KeyError) as error:
        logger.error("The contacts that ship with the content cannot be read: %r", error)
        return {}
