"""The contacts of the Front Door page without a database: their last-known copy, and those that ship."""

import json
import logging
import tomllib
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from guidance.models.helpline import ON_FRONT_DOOR
from guidance.services.contacts import Contact

logger = logging.getLogger(__name__)


def read() -> dict[str, Contact]:
    """Return the contacts in the copy; none where it is missing or broken."""
    try:
        rows = json.loads(_path().read_text(encoding="utf-8"))
        return {row["slug"]: Contact.read(row) for row in rows}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def keep(contacts: dict[str, Contact]) -> None:
    """Write ``contacts`` to the copy if it has others. A page never fails because it cannot be written.

    The file itself is compared, for several processes write it. A database without any contact is a new
    or a broken one, and no reason to forget the numbers.
    """
    if not contacts or contacts == read():
        return
    rows = [contact.keep() for contact in contacts.values()]
    try:
        _write(json.dumps(rows, ensure_ascii=False, indent=2))
    except OSError as error:
        logger.error("The last-known copy of the contacts cannot be written: %s", error)


@cache
def shipped() -> dict[str, Contact]:
    """The contacts in the fixtures, read once, when the site starts; none where they cannot be read."""
    try:
        rows = tomllib.loads((settings.FIXTURES_DIR / "helplines.toml").read_text(encoding="utf-8"))
        return {slug: Contact.shipped(slug, row) for slug, row in rows.items() if slug in ON_FRONT_DOOR}
    except (OSError, ValueError, TypeError, KeyError) as error:
        logger.error("The contacts that ship with the content cannot be read: %r", error)
        return {}


def _write(text: str) -> None:
    """Write the copy in one step, so that no half file is read; every user of the machine may read it."""
    copy = _path()
    copy.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=copy.parent, encoding="utf-8", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(text)
            file.flush()
            part.chmod(0o644)
            part.replace(copy)
        except OSError:
            part.unlink(missing_ok=True)
            raise


def _path() -> Path:
    return settings.LAST_KNOWN_DIR / "front-door.json"
