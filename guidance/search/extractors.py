"""What search reads of each kind of page."""

from collections.abc import Callable
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
from guidance.policies import public_view, rows, validation

Kind = SearchDocument.Kind


@dataclass(frozen=True)
class Part:
    """A part of a page that has an address of its own: its anchor, its heading and its words."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class ExtractedText:
    """What search reads of one page, besides its title, summary and keywords."""

    kind: str
    body: str
    keywords: str = ""
    phone: str = ""
    parts: list[Part] = field(default_factory=list)


def _guidance_page(page: GuidancePage) -> ExtractedText:
    sections = ((section.heading, section.text) for section in markup.sections(page.body))
    parts = [Part(heading.id, heading.text, text) for heading, text in sections if heading]
    return ExtractedText(Kind.GUIDANCE, markup.plain(page.body), parts=parts)


def _risk_area(area: RiskArea) -> ExtractedText:
    texts = (area.definition, area.examples, area.situations, area.actions)
    return ExtractedText(Kind.RISK_AREA, "\n".join(map(markup.plain, texts)), keywords=area.example_words)


def _resource(resource: Resource) -> ExtractedText | None:
    """A resource that has a helpline's or a service's name is one page with it, found once."""
    if Service.objects.published(resource.publish_at).filter(slug=resource.slug).exists():
        return None
    keywords = f"{resource.former_names}\n{resource.publisher.name}"
    helpline = Helpline.objects.filter(slug=resource.slug).first()
    if helpline and helpline.is_published():
        return _of_helpline(helpline, f"{keywords}\n{helpline.keywords}")
    kind = Kind.PARENTS if resource.section == Resource.Section.PARENTS else Kind.RESOURCE
    return ExtractedText(kind, resource.get_kind_display(), keywords)


def _helpline(helpline: Helpline) -> ExtractedText | None:
    if Resource.objects.published().filter(slug=helpline.slug).exists():
        return None
    return _of_helpline(helpline, helpline.get_need_display())


def _of_helpline(helpline: Helpline, keywords: str) -> ExtractedText:
    body = f"{helpline.who}\n{helpline.about}\n{helpline.hours_text}"
    return ExtractedText(Kind.HELPLINE, body, keywords, phone=helpline.public_phone)


def _handout(handout: Handout) -> ExtractedText:
    body = f"{markup.plain(handout.body)}\n{handout.newsletter}"
    return ExtractedText(Kind.PARENTS, body, f"{handout.ages}\nhand-out for parents and carers\nnewsletter")


def _service(service: Service) -> ExtractedText:
    body = f"{service.audience}\n{markup.plain(service.description)}\n{service.format}"
    return ExtractedText(Kind.SERVICE, body)


def _policy(template: PolicyTemplate) -> ExtractedText | None:
    """What the public reads: the newest edition, or nothing before the first. Each clause has an address."""
    if template.edition is None:
        return None
    text = rows.text_of(template.edition)
    clauses = ((clause, validation.texts(public_view.public_blocks(clause))) for _, clause in text.clauses())
    parts = [Part(clause.key, clause.label, "\n".join(texts)) for clause, texts in clauses]
    body = "\n".join([markup.plain(template.statutory_basis), *(part.text for part in parts)])
    return ExtractedText(Kind.POLICY, body, "policy template, model policy", parts=parts)


def _update(update: Update) -> ExtractedText:
    return ExtractedText(Kind.UPDATE, markup.plain(update.body))


EXTRACTORS: dict[type[Publishable], Callable[..., ExtractedText | None]] = {
    RiskArea: _risk_area,
    GuidancePage: _guidance_page,
    Resource: _resource,
    Helpline: _helpline,
    Handout: _handout,
    Service: _service,
    PolicyTemplate: _policy,
    Update: _update,
}
