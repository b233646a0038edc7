"""Keep the documents right: one thing after a change, or everything from the start."""

from django.db import transaction

from guidance.models import Helpline, Publishable, Resource, SearchDocument, Service
from guidance.search import documents, fulltext, lexicon, places


@transaction.atomic
def refresh(thing: Publishable) -> None:
    """Bring the documents of ``thing``, and of what stands or falls with it, up to date.

    Call it in the transaction that changed ``thing``, after its relations are saved.
    """
    for one in [thing, *_affected(thing)]:
        before = list(SearchDocument.objects.of(one))
        after = documents.write(one)
        fulltext.forget(before)
        fulltext.store(after)
        lexicon.replace(before=_wholes(before), after=_wholes(after))


@transaction.atomic
def refresh_terms() -> None:
    """Make search follow the search words as they stand now."""
    lexicon.replace(before=[], after=[])


@transaction.atomic
def rebuild() -> int:
    """Write every document anew; return how many things can be found."""
    fulltext.forget_all()
    rows = [row for thing in documents.things() for row in documents.write(thing)]
    fulltext.store(rows + places.documents())
    lexicon.rebuild()
    return SearchDocument.objects.filter(part="").count()


def _affected(thing: Publishable) -> list[Publishable]:
    """What replaces ``thing`` carries its old names; entries of the same name are found once."""
    others = [thing.successor] if thing.successor else []
    for model in (Resource, Helpline, Service):
        if not isinstance(thing, model) and isinstance(thing, Resource | Helpline | Service):
            others += model.objects.filter(slug=thing.slug)
    return others


def _wholes(rows: list[SearchDocument]) -> list[SearchDocument]:
    return [row for row in rows if not row.part]
