"""From a public page to the rows that search reads: one for the whole page, one for each linkable part."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.forms import model_to_dict

from guidance.models import Publishable, RiskArea, SearchDocument
from guidance.search.extractors import EXTRACTORS
from guidance.search.text import in_stems_of_ours

# The other end of ``successor``: the type Publishable has none, each of its models has.
PREDECESSORS = "predecessors"


def write(obj: Publishable) -> list[SearchDocument]:
    """Return the unsaved rows for ``obj``: none for a draft, or for what was withdrawn."""
    extract = EXTRACTORS.get(type(obj))
    if extract is None or not obj.publish_at or not obj.is_published(at=obj.publish_at):
        return []
    rows = extract(obj)
    if rows:
        _describe(rows[0], obj, rows[1:])
    url, risk_areas, phases = obj.get_absolute_url(), _slugs(obj, "risk_areas"), _slugs(obj, "phases")
    for row in rows:
        row.object_type, row.object_id, row.kind = str(obj._meta.model_name), obj.pk, rows[0].kind
        row.risk_areas, row.phases = risk_areas, phases
        row.public_from, row.public_until = obj.publish_at, obj.withdraw_at
        # A part may stand on a page of its own.
        row.url = f"{row.url or url}#{row.part}" if row.part else url
    return [with_stems(row) for row in rows]


def with_stems(row: SearchDocument) -> SearchDocument:
    """Return ``row`` with the stems of its texts, which it is found and ranked by."""
    row.stems = in_stems_of_ours(*row.texts)
    return row


def is_up_to_date(obj: Publishable) -> bool:
    """Whether the saved rows of ``obj`` say what ``write`` would say now."""
    return said(SearchDocument.objects.of(obj)) == said(write(obj))


def said(rows: Iterable[SearchDocument]) -> dict[str, dict[str, object]]:
    """What ``rows`` say, by address, without their numbers."""
    return {row.url: model_to_dict(row, exclude=["id"]) for row in rows}


def indexable_rows() -> Iterator[Publishable]:
    """Yield every row that may have documents, with what its extractor needs already fetched."""
    for model in EXTRACTORS:
        related = [name for name in ("risk_areas", "audiences", "phases") if hasattr(model, name)]
        yield from model.objects.prefetch_related(*related, PREDECESSORS)


def _describe(row: SearchDocument, obj: Publishable, parts: list[SearchDocument]) -> None:
    """Add to the row of the whole page what every kind of page has."""
    names = [label.name for field in ("audiences", "phases") for label in _labels(obj, field)]
    # What a row says is a draft where an extractor says something else: guided routes.
    row.title, row.summary = row.title or obj.title, row.summary or obj.summary
    row.keywords = "\n".join(filter(None, [obj.keywords, row.keywords, *_old_names(obj)]))
    row.headings = "\n".join(part.title for part in parts)
    row.body = "\n".join([row.body, *names])


def _labels(obj: Publishable, name: str) -> Iterable[Any]:
    """The labels of ``obj``; a risk area stands for itself."""
    if name == "risk_areas" and isinstance(obj, RiskArea):
        return [obj]
    return getattr(obj, name).all() if hasattr(obj, name) else ()


def _slugs(obj: Publishable, name: str) -> str:
    return "".join([" ", *(f"{label.slug} " for label in _labels(obj, name))])


def _old_names(obj: Publishable) -> Iterator[str]:
    """The names of what ``obj`` replaced, so that an old name leads to its successor."""
    for old in getattr(obj, PREDECESSORS).all():
        if not old.is_published():
            yield from (old.title, old.keywords, getattr(old, "former_names", ""))
