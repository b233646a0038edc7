"""The advisers' list of search words: what a change to it changes with it."""

from collections.abc import Iterable

from django.db import transaction

from guidance.models import MissedSearch, SearchTerm
from guidance.search import concepts, indexing
from guidance.search.words import tokens


@transaction.atomic
def save(*, row: SearchTerm) -> None:
    """Save ``row``; once it is in use, search follows it and what it answers leaves the list of misses."""
    row.save()
    indexing.refresh_terms()
    if row.published:
        wanted = {concepts.key(tokens(phrasing)) for phrasing in row.phrasings}
        answered = [
            missed.pk
            for missed in MissedSearch.objects.readable()
            if concepts.key(missed.words.split()) in wanted
        ]
        MissedSearch.objects.filter(pk__in=answered).delete()


@transaction.atomic
def remove(*, rows: Iterable[SearchTerm]) -> None:
    """Delete ``rows``; search forgets them at once."""
    SearchTerm.objects.filter(pk__in=[row.pk for row in rows]).delete()
    indexing.refresh_terms()


def holder(phrasing: str, *, but: SearchTerm) -> SearchTerm | None:
    """Return the other row that already has ``phrasing`` in any spelling, if there is one."""
    wanted = concepts.key(tokens(phrasing))
    for row in SearchTerm.objects.exclude(pk=but.pk):
        if any(concepts.key(tokens(other)) == wanted for other in row.phrasings):
            return row
    return None
