"""From a public thing to the rows that search reads: one for the whole thing, one for each linkable part."""

from collections.abc import Iterable, Iterator

from django.forms import model_to_dict

from guidance.models import Publishable, RiskArea, SearchDocument
from guidance.search.readers import READERS, Part, Reading
from guidance.search.words import stems


def write(thing: Publishable) -> list[SearchDocument]:
    """Return the unsaved rows for ``thing``: none for a draft, or for what was withdrawn."""
    reader = READERS.get(type(thing))
    if reader is None or not thing.publish_at or not thing.is_published(at=thing.publish_at):
        return []
    reading = reader(thing)
    if reading is None:
        return []
    shared = _shared(thing, reading)
    return [_whole(thing, reading, shared), *(_part(thing, part, shared) for part in reading.parts)]


def is_up_to_date(thing: Publishable) -> bool:
    """Whether the saved rows of ``thing`` say what ``write`` would say now."""
    return said(SearchDocument.objects.of(thing)) == said(write(thing))


def said(rows: Iterable[SearchDocument]) -> dict[str, dict[str, object]]:
    """What the rows of one thing say, by part, without their numbers."""
    return {row.part: model_to_dict(row, exclude=["id"]) for row in rows}


def things() -> Iterator[Publishable]:
    """Yield every row that may have documents, with what its reader needs already fetched."""
    for model in READERS:
        related = [name for name in ("risk_areas", "audiences", "phases") if hasattr(model, name)]
        yield from model.objects.prefetch_related(*related, "predecessors")


def in_stems(*texts: str) -> str:
    """Return the stems of each text on a line of its own, between spaces, as ranking compares them."""
    return "\n".join(f" {' '.join(stems(text))} " for text in texts)


def _whole(thing: Publishable, reading: Reading, shared: dict[str, object]) -> SearchDocument:
    body = "\n".join([reading.body, *_names(thing, "audiences"), *_names(thing, "phases")])
    keywords = "\n".join(filter(None, [thing.keywords, reading.keywords, _old_names(thing)]))
    headings = reading.headings or "\n".join(part.heading for part in reading.parts)
    return SearchDocument(
        **shared,
        url=thing.get_absolute_url(),
        title=thing.title,
        phone=reading.phone,
        summary=thing.summary,
        keywords=keywords,
        headings=headings,
        body=body,
        stems=in_stems(thing.title, keywords, headings, thing.summary, body),
    )


def _part(thing: Publishable, part: Part, shared: dict[str, object]) -> SearchDocument:
    return SearchDocument(
        **shared,
        part=part.anchor,
        url=f"{thing.get_absolute_url()}#{part.anchor}",
        title=part.heading,
        body=part.text,
        stems="",
    )


def _shared(thing: Publishable, reading: Reading) -> dict[str, object]:
    """What the row of the whole thing and those of its parts have in common."""
    return {
        "thing_type": thing._meta.model_name,
        "thing_id": thing.pk,
        "kind": reading.kind,
        "statutory": reading.statutory,
        "risk_areas": _slugs(thing, "risk_areas"),
        "phases": _slugs(thing, "phases"),
        "public_from": thing.publish_at,
        "public_until": thing.withdraw_at,
    }


def _slugs(thing: Publishable, name: str) -> str:
    """The labels of ``thing`` between spaces; a risk area stands for itself."""
    if isinstance(thing, RiskArea):
        return f" {thing.slug} " if name == "risk_areas" else " "
    labels = getattr(thing, name).all() if hasattr(thing, name) else ()
    return "".join([" ", *(f"{label.slug} " for label in labels)])


def _names(thing: Publishable, field: str) -> list[str]:
    return [label.name for label in getattr(thing, field).all()] if hasattr(thing, field) else []


def _old_names(thing: Publishable) -> str:
    """The names of what ``thing`` replaced, so that an old name leads to its successor."""
    names = []
    for old in thing.predecessors.all():
        if not old.is_published():
            names += [old.title, old.keywords, getattr(old, "former_names", "")]
    return "\n".join(filter(None, names))
