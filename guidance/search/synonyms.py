"""The advisers' list of synonyms: the only writer of it, and what a change to it changes with it."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from guidance.links import table
from guidance.models import Synonym, ZeroResultQuery
from guidance.search import query, vocabulary
from guidance.search.text import tokens
from lesas_portal.core import audit


@transaction.atomic
def save_synonym(*, row: Synonym, by: audit.Actor, fields: Sequence[str] = ()) -> None:
    """Save ``row``, if it exists only its ``fields``: what somebody else changed in the meantime stays."""
    if not row.pk:
        save_synonyms(new=[row], by=by)
    elif fields:
        save_synonyms(updated=[row], fields=fields, by=by)
        row.refresh_from_db()


@transaction.atomic
def save_synonyms(
    *,
    by: audit.Actor,
    new: Sequence[Synonym] = (),
    updated: Sequence[Synonym] = (),
    fields: Sequence[str] = (),
) -> None:
    """Save many rows at once: ``new`` whole, of ``updated`` the ``fields``.

    Search follows at once those in use, and what they answer leaves the list of misses.
    """
    list(Synonym.objects.select_for_update().filter(pk__in=[row.pk for row in updated]).order_by("pk"))
    Synonym.objects.bulk_create(new)
    if updated:
        Synonym.objects.bulk_update(updated, fields)
    if rows := [*new, *updated]:
        audit.record("save synonym", by=by, about=rows)
        table.refresh(rows)
        vocabulary.mark_changed()
        _forget_answered(Synonym.objects.in_use().filter(pk__in=[row.pk for row in rows]))


@transaction.atomic
def delete_synonyms(*, rows: Iterable[Synonym], by: audit.Actor) -> None:
    """Delete ``rows``; search forgets them at once."""
    chosen = Synonym.objects.filter(pk__in=[row.pk for row in rows])
    held = list(chosen.select_for_update().order_by("pk"))
    audit.record("delete synonym", by=by, about=held)
    chosen.delete()
    table.delete_for(held)
    vocabulary.mark_changed()


def synonym_with_phrasing(phrasing: str, *, but: Synonym) -> Synonym | None:
    """Return the other row that already has ``phrasing`` in any spelling, if there is one."""
    found = (phrasing_in_two([row, Synonym(term=phrasing)]) for row in Synonym.objects.exclude(pk=but.pk))
    return next((pair[0] for pair in found if pair and pair[0].pk), None)


def phrasing_in_two(rows: Iterable[Synonym]) -> tuple[Synonym, Synonym, str] | None:
    """Return two of ``rows`` that have one phrasing in any spelling, with it, if there are such."""
    seen: dict[str, Synonym] = {}
    for row in rows:
        for phrasing in row.every_phrasing:
            other = seen.setdefault(query.term_key(tokens(phrasing)), row)
            if other is not row:
                return other, row, phrasing
    return None


def _forget_answered(in_use: Iterable[Synonym]) -> None:
    wanted = {query.term_key(tokens(phrasing)) for row in in_use for phrasing in row.every_phrasing}
    missed = ZeroResultQuery.objects.readable() if wanted else []
    answered = [miss.pk for miss in missed if query.term_key(miss.words.split()) in wanted]
    ZeroResultQuery.objects.filter(pk__in=answered).delete()
