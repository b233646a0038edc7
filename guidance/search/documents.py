"""From a public page to the rows that search reads: one for the whole page, one for each linkable part."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.forms import model_to_dict

from guidance.models import Publishable, RiskArea, SearchDocument
from guidance.search.extractors import EXTRACTORS, ExtractedText, Part
from guidance.search.text import in_stems

# The other end of ``successor``: the type Publishable has none, each of its models has.
PREDECESSORS = "predecessors"


def write(obj: Publishable) -> list[SearchDocument]:
    """Return the unsaved rows for ``obj``: none for a draft, or for what was withdrawn."""
    extract = EXTRACTORS.get(type(obj))
    if extract is None or not obj.publish_at or not obj.is_published(at=obj.publish_at):
        return []
    extracted = extract(obj)
    if extracted is None:
        return []
    shared = _shared(obj, extracted)
    rows = [_whole(obj, extracted, shared), *(_part(obj, part, shared) for part in extracted.parts)]
    return [with_stems(row) for row in rows]


def with_stems(row: SearchDocument) -> SearchDocument:
    """Return ``row`` with the stems of its texts, which it is found and ranked by."""
    row.stems = in_stems(*row.texts)
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


def _whole(obj: Publishable, extracted: ExtractedText, shared: dict[str, Any]) -> SearchDocument:
    names = [label.name for field in ("audiences", "phases") for label in _labels(obj, field)]
    number = f"{extracted.phone} {extracted.phone.replace(' ', '')}".strip()  # with blanks and without
    return SearchDocument(
        **shared,
        url=obj.get_absolute_url(),
        title=obj.title,
        phone=extracted.phone,
        summary=obj.summary,
        keywords="\n".join(filter(None, [obj.keywords, extracted.keywords, number, *_old_names(obj)])),
        headings="\n".join(part.heading for part in extracted.parts),
        body="\n".join([extracted.body, *names]),
    )


def _part(obj: Publishable, part: Part, shared: dict[str, Any]) -> SearchDocument:
    url = f"{obj.get_absolute_url()}#{part.anchor}"
    return SearchDocument(**shared, part=part.anchor, url=url, title=part.heading, body=part.text)


def _shared(obj: Publishable, extracted: ExtractedText) -> dict[str, Any]:
    """What the row of the whole page and those of its parts have in common."""
    return {
        "object_type": obj._meta.model_name,
        "object_id": obj.pk,
        "kind": extracted.kind,
        "risk_areas": _slugs(obj, "risk_areas"),
        "phases": _slugs(obj, "phases"),
        "public_from": obj.publish_at,
        "public_until": obj.withdraw_at,
    }


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
