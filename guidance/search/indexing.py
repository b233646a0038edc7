"""Keep the documents right: one page after a change, or everything from the start."""

from django.db import transaction

from guidance.models import (
    Audience,
    Helpline,
    Phase,
    Publishable,
    Publisher,
    Resource,
    SearchDocument,
    SearchWord,
    Service,
)
from guidance.search import documents, fulltext, static_pages, vocabulary
from guidance.search.documents import PREDECESSORS, is_up_to_date
from guidance.search.extractors import EXTRACTORS


@transaction.atomic
def refresh(obj: Publishable) -> None:
    """Bring the documents of ``obj``, and of what stands or falls with it, up to date.

    Call it in the transaction that changed ``obj``, after its relations are saved. Where they are up to
    date already nothing is written.
    """
    stale = [one for one in [obj, *_affected(obj)] if not documents.is_up_to_date(one)]
    # Always in the same order, so that two changes that meet wait for each other one way round only.
    for one in sorted(stale, key=lambda one: (one._meta.model_name, one.pk)):
        _replace(one)
    if stale:
        vocabulary.mark_changed()


@transaction.atomic
def refresh_carriers(label: Audience | Phase | Publisher) -> None:
    """Bring the documents of everything that carries ``label`` up to date: they hold its name.

    Call it in the transaction that renamed it.
    """
    carriers: list[Publishable] = []
    for model in EXTRACTORS:
        for field in (*model._meta.many_to_many, *model._meta.fields):
            if field.related_model is type(label):
                carriers += model.objects.filter(**{field.name: label}).prefetch_related(PREDECESSORS)
    # In one order, as in ``refresh``.
    stale = {(str(one._meta.model_name), one.pk): one for one in carriers if not is_up_to_date(one)}
    for key in sorted(stale):
        _replace(stale[key])
    if stale:
        vocabulary.mark_changed()


@transaction.atomic
def rebuild() -> int:
    """Write every document anew; return how many pages can be found."""
    fulltext.delete(SearchDocument.objects.all())
    rows = [row for obj in documents.indexable_rows() for row in documents.write(obj)]
    fulltext.store(rows + static_pages.documents())
    vocabulary.mark_changed()
    return SearchDocument.objects.filter(part="").count()


def is_complete() -> bool:
    """Whether the index was ever filled, and holds the fixed pages as they stand in this version."""
    return SearchWord.objects.exists() and static_pages.are_up_to_date()


def _replace(obj: Publishable) -> None:
    """Write the documents of ``obj`` anew, once no other transaction is writing them."""
    rows = SearchDocument.objects.of(obj)
    list(rows.select_for_update().order_by("pk").values_list("pk"))
    # Read the page again too: what the other transaction did can be seen only now.
    after = documents.write(type(obj).objects.get(pk=obj.pk))
    fulltext.delete(rows.all())
    fulltext.store(after)


def _affected(obj: Publishable) -> list[Publishable]:
    """What replaces ``obj`` carries its old names; entries of the same name are found once."""
    others = [obj.successor] if obj.successor else []
    for model in (Resource, Helpline, Service):
        if not isinstance(obj, model) and isinstance(obj, Resource | Helpline | Service):
            others += model.objects.filter(slug=obj.slug)
    return others
