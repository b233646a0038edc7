"""The advisers' list of synonyms: the only writer of it, and what a change to it changes with it."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from guidance.models import Synonym, ZeroResultQuery
from guidance.search import query, vocabulary
from guidance.search.text import tokens
from lesas_portal.core import audit


@transaction.atomic
def save_synonym(*, row: Synonym, by: audit.Actor, fields: Sequence[str] | None = None) -> None:
    """Save ``row``; once it is in use, search follows it and what it answers leaves the list of misses.

    With ``fields`` only these are saved, of a row that exists: what somebody else changed of it in the
    meantime stays.
    """
    if fields is not None and not fields:
        return
    if row.pk:
        Synonym.objects.select_for_update().get(pk=row.pk)
        row.save(update_fields=fields)
        row.refresh_from_db()
    else:
        row.save()
    _after_saving([row], by=by)


@transaction.atomic
def save_synonyms(
    *, new: Iterable[Synonym], updated: Iterable[Synonym], fields: Sequence[str], by: audit.Actor
) -> None:
    """Save many rows at once: ``new`` whole, of ``updated`` the ``fields``."""
    new, updated = list(new), list(updated)
    list(Synonym.objects.select_for_update().filter(pk__in=[row.pk for row in updated]).order_by("pk"))
    Synonym.objects.bulk_create(new)
    Synonym.objects.bulk_update(updated, fields)
    if new or updated:
        _after_saving([*new, *updated], by=by)


@transaction.atomic
def delete_synonyms(*, rows: Iterable[Synonym], by: audit.Actor) -> None:
    """Delete ``rows``; search forgets them at once."""
    chosen = Synonym.objects.filter(pk__in=[row.pk for row in rows])
    held = list(chosen.select_for_update().order_by("pk"))
    audit.record("delete synonym", by=by, about=held)
    chosen.delete()
    vocabulary.mark_changed()


def synonym_with_phrasing(phrasing: str, *, but: Synonym) -> Synonym | None:
    """Return the other row that already has ``phrasing`` in any spelling, if there is one."""
    wanted = query.term_key(tokens(phrasing))
    for row in Synonym.objects.exclude(pk=but.pk):
        if any(query.term_key(tokens(other)) == wanted for other in row.every_phrasing):
            return row
    return None


def _after_saving(rows: list[Synonym], *, by: audit.Actor) -> None:
    audit.record("save synonym", by=by, about=rows)
    vocabulary.mark_changed()
    in_use = (phrasing for row in rows if row.published for phrasing in row.every_phrasing)
    wanted = {query.term_key(tokens(phrasing)) for phrasing in in_use}
    missed = ZeroResultQuery.objects.readable() if wanted else []
    answered = [miss.pk for miss in missed if query.term_key(miss.words.split()) in wanted]
    ZeroResultQuery.objects.filter(pk__in=answered).delete()
