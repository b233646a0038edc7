"""From a public page to the rows that search reads: one for the whole page, one for each linkable part."""

from collections.abc import Iterable, Iterator

from django.forms import model_to_dict

from guidance.models import Publishable, RiskArea, SearchDocument
from guidance.search.extractors import EXTRACTORS, ExtractedText, Part
from guidance.search.text import stems

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
    return [_whole(obj, extracted, shared), *(_part(obj, part, shared) for part in extracted.parts)]


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


def in_stems(*texts: str) -> str:
    """Return the stems of each text on a line of its own, between spaces, as ranking compares them."""
    return "\n".join(f" {' '.join(stems(text))} " for text in texts)


def _whole(obj: Publishable, extracted: ExtractedText, shared: dict[str, object]) -> SearchDocument:
    body = "\n".join([extracted.body, *_names(obj, "audiences"), *_names(obj, "phases")])
    number = f"{extracted.phone} {extracted.phone.replace(' ', '')}".strip()  # with blanks and without
    keywords = "\n".join(filter(None, [obj.keywords, extracted.keywords, number, _old_names(obj)]))
    headings = extracted.headings or "\n".join(part.heading for part in extracted.parts)
    return SearchDocument(
        **shared,
        url=obj.get_absolute_url(),
        title=obj.title,
        phone=extracted.phone,
        summary=obj.summary,
        keywords=keywords,
        headings=headings,
        body=body,
        stems=in_stems(obj.title, keywords, headings, obj.summary, body),
    )


def _part(obj: Publishable, part: Part, shared: dict[str, object]) -> SearchDocument:
    return SearchDocument(
        **shared,
        part=part.anchor,
        url=f"{obj.get_absolute_url()}#{part.anchor}",
        title=part.heading,
        body=part.text,
        stems="",
    )


def _shared(obj: Publishable, extracted: ExtractedText) -> dict[str, object]:
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


def _slugs(obj: Publishable, name: str) -> str:
    """The labels of ``obj`` between spaces; a risk area stands for itself."""
    if isinstance(obj, RiskArea):
        return f" {obj.slug} " if name == "risk_areas" else " "
    labels = getattr(obj, name).all() if hasattr(obj, name) else ()
    return "".join([" ", *(f"{label.slug} " for label in labels)])


def _names(obj: Publishable, field: str) -> list[str]:
    return [label.name for label in getattr(obj, field).all()] if hasattr(obj, field) else []


def _old_names(obj: Publishable) -> str:
    """The names of what ``obj`` replaced, so that an old name leads to its successor."""
    names = []
    for old in getattr(obj, PREDECESSORS).all():
        if not old.is_published():
            names += [old.title, old.keywords, getattr(old, "former_names", "")]
    return "\n".join(filter(None, names))
