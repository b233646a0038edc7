"""Establishments of GIAS (Get information about schools, the national list), read from its CSV."""

import csv
import logging
from functools import lru_cache
from pathlib import Path

from django.core.cache import cache
from django.db import transaction

from enquiries.models import Establishment
from enquiries.triage import KnownNames

logger = logging.getLogger(__name__)

KNOWN_NAMES = "enquiries:known-names"
KNOWN_FOR = 600  # seconds, after which a new list is seen

AREAS = {"Kent", "Medway"}
COLUMNS = {
    "urn": "URN",
    "name": "EstablishmentName",
    "kind": "TypeOfEstablishment (name)",
    "phase": "PhaseOfEducation (name)",
    "local_authority": "LA (name)",
    "postcode": "Postcode",
}
STATUS = "EstablishmentStatus (name)"
# "Open, but proposed to close" is still open.
OPEN = "Open"


class GiasFormatError(ValueError):
    """The file is not the CSV of GIAS; the message says what is missing."""


def read(path: Path) -> list[Establishment]:
    """Return the open establishments of Kent and Medway in the CSV at ``path`` (Windows-1252, as published).

    Raises GiasFormatError when columns are missing or a number is not one, OSError when it cannot be opened.
    """
    with path.open(encoding="cp1252", errors="replace", newline="") as file:
        rows = csv.DictReader(file)
        missing = ({*COLUMNS.values()} | {STATUS}) - set(rows.fieldnames or [])
        if missing:
            raise GiasFormatError(f"columns missing: {', '.join(sorted(missing))}")
        return [
            _establishment(row) for row in rows if row[COLUMNS["local_authority"]] in AREAS and _is_open(row)
        ]


@transaction.atomic
def replace(establishments: list[Establishment]) -> int:
    """Make the table hold exactly ``establishments``; return how many that is.

    Raises GiasFormatError for an empty list, so that a file cut short does not empty the table.
    """
    if not establishments:
        raise GiasFormatError("no open establishment in Kent or Medway")
    fields = [name for name in COLUMNS if name != "urn"]
    Establishment.objects.exclude(urn__in=[establishment.urn for establishment in establishments]).delete()
    Establishment.objects.bulk_create(
        establishments, batch_size=500, update_conflicts=True, unique_fields=["urn"], update_fields=fields
    )
    return len(establishments)


def known_names() -> KnownNames:
    """Return the names of all establishments, to be taken out of texts; none without database or cache."""
    try:
        names = cache.get_or_set(KNOWN_NAMES, _names, KNOWN_FOR)
    except Exception as error:
        # Which errors there are depends on the kind of cache, and the screen reads without names, too.
        logger.warning("The names of establishments could not be read (%s).", type(error).__name__)
        names = ()
    return _index(names or ())


def _names() -> tuple[str, ...]:
    return tuple(Establishment.objects.values_list("name", flat=True))


@lru_cache(maxsize=1)
def _index(names: tuple[str, ...]) -> KnownNames:
    """Return the names in the form that is searched, made once for a list: it is asked for at every post."""
    return KnownNames(names)


def _is_open(row: dict[str, str]) -> bool:
    return (row[STATUS] or "").startswith(OPEN)


def _establishment(row: dict[str, str]) -> Establishment:
    values = {name: " ".join((row[column] or "").split()) for name, column in COLUMNS.items()}
    if not values["urn"].isdecimal() or not values["name"]:
        raise GiasFormatError("a row has no URN or no name")
    fields = (field for field in Establishment._meta.concrete_fields if field.name in values)
    limits = {field.name: field.max_length for field in fields if field.name != "urn"}
    return Establishment(
        urn=int(values["urn"]), **{name: values[name][:limit] for name, limit in limits.items()}
    )
