"""From a public thing to the rows that search reads: one for the whole thing, one for each linkable part."""

from collections.abc import Iterator

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
    return [_whole(thing, reading), *(_part(thing, reading, part) for part in reading.parts)]


def things() -> Iterator[Publishable]:
    """Yield every row that may have documents, with what its reader needs already fetched."""
    for model in READERS:
        related = [name for name in ("risk_areas", "audiences", "phases") if hasattr(model, name)]
        yield from model.objects.prefetch_related(*related, "predecessors")


def in_stems(*texts: str) -> str:
    """Return the stems of each text on a line of its own, between spaces, as ranking compares them."""
    return "\n".join(f" {' '.join(stems(text))} " for text in texts)


def _whole(thing: Publishable, reading: Reading) -> SearchDocument:
    body = "\n".join([reading.body, *_names(thing, "audiences"), *_names(thing, "phases")])
    keywords = "\n".join(filter(None, [thing.keywords, reading.keywords, _old_names(thing)]))
    headings = reading.headings or "\n".join(part.heading for part in reading.parts)
    return SearchDocument(
        **_shared(thing, reading),
        url=thing.get_absolute_url(),
        title=thing.title,
        phone=reading.phone,
        summary=thing.summary,
        keywords=keywords,
        headings=headings,
        body=body,
        stems=in_stems(thing.title, keywords, headings, thing.summary, body),
    )


def _part(thing: Publishable, reading: Reading, part: Part) -> SearchDocument:
    return SearchDocument(
        **_shared(thing, reading),
        part=part.anchor,
        url=f"{thing.get_absolute_url()}#{part.anchor}",
        title=part.heading,
        body=part.text,
        stems="",
    )


def _shared(thing: Publishable, reading: Reading) -> dict[str, object]:
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
