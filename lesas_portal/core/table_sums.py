"""How many rows each table has, and a checksum of them, which is the same on any database."""

import json
from dataclasses import dataclass
from hashlib import sha256

from django.apps import apps
from django.db.models import Model

from lesas_portal.core.content_version import MARKS

MOST = 2**256


@dataclass(frozen=True)
class TableSum:
    """What one table holds, in short."""

    rows: int
    checksum: str


def models() -> list[type[Model]]:
    """Return a model for each table that Django looks after, the tables of lists (m2m) among them.

    But for the marks of the content version: each database draws its own, at every write and migration.
    """
    every = (model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy)
    return [model for model in every if model._meta.managed and model._meta.db_table != MARKS]


def every(using: str) -> dict[str, TableSum]:
    """Return the sum of each table by its name, on the database ``using``."""
    return {model._meta.db_table: _of(model, using) for model in models()}


def _of(model: type[Model], using: str) -> TableSum:
    """The checksums of rows are added up, for databases sort texts in orders of their own."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = total = 0
    for values in model._base_manager.using(using).values_list(*names).iterator(chunk_size=500):
        rows += 1
        total += int.from_bytes(sha256(_text(values)).digest(), "big")
    return TableSum(rows, f"{total % MOST:064x}")


def _text(values: tuple) -> bytes:
    """Keys of JSON in one order, for PostgreSQL keeps them in another."""
    return json.dumps(values, sort_keys=True, default=str).encode()
