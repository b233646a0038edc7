"""Keep the documents right: one thing after a change, or everything from the start."""

from django.db import transaction

from guidance.models import Helpline, Publishable, Resource, SearchDocument, SearchWord, Service
from guidance.search import documents, fulltext, lexicon, places


@transaction.atomic
def refresh(thing: Publishable) -> None:
    """Bring the documents of ``thing``, and of what stands or falls with it, up to date.

    Call it in the transaction that changed ``thing``, after its relations are saved. Where they are up to
    date already nothing is written.
    """
    stale = [one for one in [thing, *_affected(thing)] if not documents.is_up_to_date(one)]
    # Always in the same order, so that two changes that meet wait for each other one way round only.
    for one in sorted(stale, key=lambda one: (one._meta.model_name, one.pk)):
        _replace(one)
    if stale:
        lexicon.changed()


@transaction.atomic
def rebuild() -> int:
    """Write every document anew; return how many things can be found."""
    fulltext.forget_all()
    rows = [row for thing in documents.things() for row in documents.write(thing)]
    fulltext.store(rows + places.documents())
    lexicon.changed()
    return SearchDocument.objects.filter(part="").count()


def is_complete() -> bool:
    """Whether the index was ever filled, and holds the fixed pages as they stand in this version."""
    return SearchWord.objects.exists() and places.are_up_to_date()


def _replace(thing: Publishable) -> None:
    """Write the documents of ``thing`` anew, once no other transaction is writing them."""
    rows = SearchDocument.objects.of(thing)
    list(rows.select_for_update().order_by("pk").values_list("pk"))
    # Read again, the thing too: what the other transaction did can be seen only now.
    before = list(rows.all())
    after = documents.write(type(thing).objects.get(pk=thing.pk))
    fulltext.forget(before)
    fulltext.store(after)


def _affected(thing: Publishable) -> list[Publishable]:
    """What replaces ``thing`` carries its old names; entries of the same name are found once."""
    others = [thing.successor] if thing.successor else []
    for model in (Resource, Helpline, Service):
        if not isinstance(thing, model) and isinstance(thing, Resource | Helpline | Service):
            others += model.objects.filter(slug=thing.slug)
    return others
