"""Write entries as rows: new ones created, unedited ones brought up to date, edited ones left alone.

Rows point at each other in any order (a resource at its helpline, a closed entry at its successor), so they
are written first without their relations and linked afterwards.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Model, QuerySet

from guidance.fixture_reader import FixtureError
from guidance.loading import COMMAND, checksums
from guidance.loading.entries import ContentEntry
from guidance.models import Helpline, Publishable, Publisher, Resource, ShippedText
from guidance.services import seeding
from guidance.services.shipped_texts import Correction


@dataclass
class LoadSummary:
    """How many rows of one model were met, created, updated, and left because an adviser edited them."""

    met: int = 0
    new: int = 0
    updated: int = 0
    edited: int = 0
    waiting: list[Correction] = field(default_factory=list)
    """What the files say since of rows that were left."""


@dataclass
class WriteBatch:
    """The rows of one model that this run writes, each with its entry."""

    new: list[tuple[ContentEntry, Publishable]] = field(default_factory=list)
    updated: list[tuple[ContentEntry, Publishable]] = field(default_factory=list)

    @property
    def all(self) -> list[tuple[ContentEntry, Publishable]]:
        return [*self.new, *self.updated]


def write(model: type[Publishable], entries: list[ContentEntry]) -> tuple[WriteBatch, LoadSummary]:
    """Create and update the rows of ``model``, without relations except publishers.

    Returns what was written, for ``link_relations``, and the counts. Raises FixtureError.
    """
    _refuse_doubles(entries)
    written, summary = sort_entries(model, entries)
    publishers = _publishers(entry for entry, _ in written.all)
    for entry, row in written.all:
        _fill(row, entry, publishers)
    written_too = ["first_public_at", "seed_state", *(["publisher"] if publishers else [])]
    names = [*entries[0].values, *written_too]
    new, updated = ([row for _, row in pairs] for pairs in (written.new, written.updated))
    try:
        seeding.write_rows(model=model, new=new, updated=updated, fields=names, by=COMMAND)
    except IntegrityError as error:
        problem = f"an adviser's entry that must be unique is already there ({error})"
        raise FixtureError(str(model._meta.verbose_name_plural), "", problem) from None
    return written, summary


def sort_entries(model: type[Publishable], entries: list[ContentEntry]) -> tuple[WriteBatch, LoadSummary]:
    """Sort entries into new rows, rows to bring up to date, and rows to leave as they are."""
    written, summary = WriteBatch(), LoadSummary(met=len(entries))
    rows = {row.slug: row for row in _with_relations(model, entries[0])}
    for entry in entries:
        row = rows.get(entry.slug)
        if row is None:
            written.new.append((entry, model(slug=entry.slug)))
        elif not checksums.is_as_loaded(row, entry):
            summary.edited += 1
            if not checksums.states_entry(row.seed_state, entry):
                summary.waiting.append(_correction(entry, row))
        elif row.seed_state != checksums.of_entry(entry):
            written.updated.append((entry, row))
    summary.new, summary.updated = len(written.new), len(written.updated)
    return written, summary


def _correction(entry: ContentEntry, row: Publishable) -> Correction:
    return Correction(row, ShippedText.Part.ROW, entry.shipped(), checksums.of_entry(entry))


def link_relations(model: type[Publishable], written: WriteBatch) -> None:
    """Point the rows that were written at the rows they name. Raises FixtureError for unknown names."""
    if not written.all:
        return
    entry = written.all[0][0]
    for name in entry.foreign_keys:
        if name != "publisher":
            _link_foreign_key(model, name, written.all)
    for name in entry.many_to_many:
        _link_many(model, name, written.all)
    if model is Helpline:
        periods = {cast(Helpline, row): entry.periods for entry, row in written.all}
        seeding.replace_opening_periods(periods=periods)
        days = {cast(Helpline, row): entry.special_days for entry, row in written.all}
        seeding.replace_special_days(days=days)


def _refuse_doubles(entries: list[ContentEntry]) -> None:
    counts = Counter(entry.slug for entry in entries)
    for entry in entries:
        if counts[entry.slug] > 1:
            raise FixtureError(entry.source, "slug", f"{entry.slug} is there more than once")


def _with_relations(model: type[Publishable], entry: ContentEntry) -> QuerySet:
    """Every row, held: nobody may edit one between the look at it and the end of the load."""
    lists = [*entry.many_to_many, *(["periods", "special_days"] if model is Helpline else [])]
    held = model.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    return held.select_related(*entry.foreign_keys or [None]).prefetch_related(*lists)


def _publishers(entries: Iterable[ContentEntry]) -> dict[str, Publisher]:
    """Publishers by name, for rows that are written: one that an adviser renamed is not made again."""
    wanted = {entry.foreign_keys["publisher"] for entry in entries if "publisher" in entry.foreign_keys}
    if not wanted:
        return {}
    known = set(Publisher.objects.values_list("name", flat=True))
    new = (Publisher(name=name) for name in sorted(wanted - known))
    seeding.write_rows(model=Publisher, new=new, by=COMMAND)
    return {publisher.name: publisher for publisher in Publisher.objects.all()}


def _fill(row: Publishable, entry: ContentEntry, publishers: dict[str, Publisher]) -> None:
    for name, value in entry.values.items():
        setattr(row, name, value)
    row.first_public_at = None if row.is_draft else _earlier(row.first_public_at, row.publish_at)
    row.seed_state = checksums.of_entry(entry)
    if publishers:
        cast(Resource, row).publisher = publishers[entry.foreign_keys["publisher"]]
    try:
        row.clean_fields(exclude=[*entry.foreign_keys, "checked_by"])
    except ValidationError as error:
        name, problems = next(iter(error.message_dict.items()))
        raise FixtureError(entry.source, name, " ".join(problems)) from None


def _earlier(*moments: datetime | None) -> datetime | None:
    return min(filter(None, moments), default=None)


def _link_foreign_key(
    model: type[Publishable], name: str, pairs: list[tuple[ContentEntry, Publishable]]
) -> None:
    keys = {entry.slug: [entry.foreign_keys[name]] for entry, _ in pairs if entry.foreign_keys[name]}
    ids = _ids(model, name, pairs, keys)
    for entry, row in pairs:
        setattr(row, f"{name}_id", ids.get(entry.foreign_keys[name]))
    seeding.write_foreign_key(model=model, rows=[row for _, row in pairs], name=name)


def _link_many(model: type[Publishable], name: str, pairs: list[tuple[ContentEntry, Publishable]]) -> None:
    keys = {entry.slug: list(dict.fromkeys(entry.many_to_many[name])) for entry, _ in pairs}
    ids = _ids(model, name, pairs, keys)
    links = {row.pk: [ids[key] for key in keys[entry.slug]] for entry, row in pairs}
    seeding.replace_links(model=model, name=name, keys=links)


def _ids(
    model: type[Publishable],
    name: str,
    pairs: list[tuple[ContentEntry, Publishable]],
    keys: dict[str, list[str]],
) -> dict[str, int]:
    """Ids of rows that the field ``name`` of these entries names. Raises FixtureError for an unknown one."""
    target = cast(type[Model], model._meta.get_field(name).related_model)
    wanted = {key for named in keys.values() for key in named}
    ids = dict(target._default_manager.filter(slug__in=wanted).values_list("slug", "pk"))
    for entry, _ in pairs:
        for key in keys.get(entry.slug, ()):
            if key not in ids:
                raise FixtureError(entry.source, name, f"there is no {target._meta.verbose_name} {key}")
    return ids
