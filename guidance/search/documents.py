"""From a public thing to the rows that search reads: one for the whole thing, one for each linkable part."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from guidance import markup
from guidance.models import (
    GuidancePage,
    Handout,
    Helpline,
    PolicyTemplate,
    Publishable,
    Resource,
    RiskArea,
    SearchDocument,
    Service,
    Update,
)
from guidance.search.words import stems
from guidance.tailoring import checks, reading

Kind = SearchDocument.Kind


@dataclass(frozen=True)
class Part:
    """A part of a page that has an address of its own: its anchor, its heading and its words."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class Reading:
    """What search reads of one thing, besides its title, summary and keywords."""

    kind: str
    body: str
    keywords: str = ""
    phone: str = ""
    statutory: bool = False
    parts: list[Part] = field(default_factory=list)


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
    headings = "\n".join(part.heading for part in reading.parts)
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


def _parts(source: str) -> list[Part]:
    return [
        Part(section.heading.id, section.heading.text, section.text)
        for section in markup.sections(source)
        if section.heading
    ]


def _guidance_page(page: GuidancePage) -> Reading:
    return Reading(Kind.GUIDANCE, markup.plain(page.body), parts=_parts(page.body))


def _risk_area(area: RiskArea) -> Reading:
    texts = (area.definition, area.examples, area.situations, area.actions)
    return Reading(Kind.RISK_AREA, "\n".join(map(markup.plain, texts)), keywords=area.example_words)


def _resource(resource: Resource) -> Reading | None:
    """A resource that has a helpline's or a service's name is one thing with it, found once."""
    if Service.objects.published(resource.publish_at).filter(slug=resource.slug).exists():
        return None
    keywords = f"{resource.former_names}\n{resource.publisher.name}"
    helpline = Helpline.objects.filter(slug=resource.slug).first()
    if helpline is None or not helpline.is_published():
        kind = Kind.PARENTS if resource.section == Resource.Section.PARENTS else Kind.RESOURCE
        return Reading(kind, resource.get_kind_display(), keywords, statutory=resource.statutory)
    body = f"{helpline.who}\n{helpline.about}\n{helpline.hours_text}"
    return Reading(Kind.HELPLINE, body, f"{keywords}\n{helpline.keywords}", phone=helpline.public_phone)


def _helpline(helpline: Helpline) -> Reading | None:
    if Resource.objects.published().filter(slug=helpline.slug).exists():
        return None
    body = f"{helpline.who}\n{helpline.about}\n{helpline.hours_text}"
    return Reading(Kind.HELPLINE, body, helpline.get_need_display(), phone=helpline.public_phone)


def _handout(handout: Handout) -> Reading:
    body = f"{markup.plain(handout.body)}\n{handout.newsletter}"
    return Reading(Kind.PARENTS, body, f"{handout.ages}\nhand-out for parents and carers\nnewsletter")


def _service(service: Service) -> Reading:
    return Reading(Kind.SERVICE, f"{service.audience}\n{markup.plain(service.description)}\n{service.format}")


def _policy(template: PolicyTemplate) -> Reading | None:
    """Every clause of the newest edition; a template without one cannot be read yet."""
    if template.edition is None:
        return None
    parts = [
        Part(
            section.key,
            section.title,
            "\n".join(text for item in section.clauses for text in checks.texts(item.blocks)),
        )
        for section in reading.read(template.edition.template_text)
    ]
    body = "\n".join([markup.plain(template.statutory_basis), *(part.text for part in parts)])
    return Reading(Kind.POLICY, body, "policy template, model policy", parts=parts)


def _update(update: Update) -> Reading:
    return Reading(Kind.UPDATE, markup.plain(update.body))


READERS: dict[type[Publishable], Callable] = {
    RiskArea: _risk_area,
    GuidancePage: _guidance_page,
    Resource: _resource,
    Helpline: _helpline,
    Handout: _handout,
    Service: _service,
    Update: _update,
    PolicyTemplate: _policy,
}
