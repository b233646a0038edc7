"""Keep the table of uses right: the rows of one thing after it was saved, or all of them."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Model, QuerySet

from guidance.links.reading import READERS
from guidance.links.references import Reference
from guidance.models import ContentUse

_Key = tuple[int, str, str]


@transaction.atomic
def refresh(rows: Iterable[Model]) -> None:
    """Write anew what ``rows``, all of one model, lead to, as the database has them now.

    Call it in the transaction that changed them, after their relations are saved. Where nothing changed
    nothing is written.
    """
    rows = [row for row in rows if row.pk and type(row) in READERS]
    if rows:
        model = type(rows[0])
        _write(model, model._base_manager.filter(pk__in=[row.pk for row in rows]), [row.pk for row in rows])


def delete_for(rows: Iterable[Model]) -> None:
    """Delete what ``rows``, which are deleted themselves, led to."""
    for row in rows:
        ContentUse.objects.filter(holder_type=row._meta.model_name, holder_id=row.pk).delete()


@transaction.atomic
def rebuild() -> int:
    """Write what everything leads to; return how many uses there are."""
    for model in READERS:
        _write(model, model._base_manager.all(), None)
    return ContentUse.objects.count()


def _write(model: type[Model], rows: QuerySet, keys: list[int] | None) -> None:
    """Bring the uses of ``rows`` up to date; without ``keys``, those of the whole model."""
    name = str(model._meta.model_name)
    kept = ContentUse.objects.filter(holder_type=name)
    if keys is not None:
        kept = kept.filter(holder_id__in=keys)
    found = {(pk, target, str(how)) for pk, target, how in _read(model, rows)}
    stored = {(pk, target, how): key for key, pk, target, how in _stored(kept)}
    gone = [stored[use] for use in stored.keys() - found]
    if gone:
        ContentUse.objects.filter(pk__in=gone).delete()
    ContentUse.objects.bulk_create(
        (
            ContentUse(holder_type=name, holder_id=pk, target=target, how=how)
            for pk, target, how in sorted(found - stored.keys())
        ),
        batch_size=500,
        ignore_conflicts=True,  # a colleague's save of the same row may have written it meanwhile
    )


def _stored(kept: QuerySet[ContentUse]) -> Iterable[tuple[int, int, str, str]]:
    return kept.values_list("pk", "holder_id", "target", "how")


def _read(model: type[Model], rows: QuerySet) -> Iterator[_Key]:
    references: Iterable[Reference]
    for row, references in READERS[model](rows):
        yield from ((row.pk, target, str(how)) for target, how in dict.fromkeys(references))
