"""What search reads of each kind of page: a row for the page, then one for each part that has an address.

The rows are unsaved and hold what differs between the kinds; ``documents`` adds what all have.
"""

from collections.abc import Callable

from django.utils import timezone

from guidance import directory, includes, markup
from guidance.models import (
    GuidancePage,
    GuidedRoute,
    Handout,
    Helpline,
    PolicyTemplate,
    Publishable,
    Resource,
    RiskArea,
    Role,
    Service,
    Update,
)
from guidance.models import SearchDocument as Row
from guidance.models.risk_area import TEXTS
from guidance.policies import public_view, rows, validation
from guidance.search import numbers

Kind = Row.Kind


def _guidance_page(page: GuidancePage) -> list[Row]:
    text = _expanded(page.body)
    sections = ((section.heading, section.text) for section in markup.sections(text))
    parts = (Row(part=heading.id, title=heading.text, body=text) for heading, text in sections if heading)
    return [Row(kind=Kind.GUIDANCE, body=markup.plain(text)), *parts]


def _risk_area(area: RiskArea) -> list[Row]:
    body = "\n".join(markup.plain(_expanded(getattr(area, name))) for name in TEXTS)
    return [Row(kind=Kind.RISK_AREA, body=body, keywords=f"{area.example_words}\n{area.heading}")]


def _resource(resource: Resource) -> list[Row]:
    """A resource that has a helpline's or a service's name is one page with it, found once."""
    begins = max(filter(None, [resource.publish_at, timezone.now()]))
    if Service.objects.published(begins).filter(slug=resource.slug).exists():
        return []
    keywords = f"{resource.former_names}\n{resource.taken_in}\n{resource.publisher.name}"
    helpline = Helpline.objects.filter(slug=resource.slug).first()
    if helpline and helpline.is_published():
        return _of_helpline(helpline, f"{keywords}\n{helpline.keywords}")
    kind = Kind.PARENTS if resource.section == Resource.Section.PARENTS else Kind.RESOURCE
    return [
        Row(
            kind=kind,
            body=f"{resource.get_kind_display()}\n{resource.get_standing_display()}",
            keywords=keywords,
        )
    ]


def _helpline(helpline: Helpline) -> list[Row]:
    if Resource.objects.published().filter(slug=helpline.slug).exists():
        return []
    return _of_helpline(helpline, helpline.get_need_display())


def _of_helpline(helpline: Helpline, keywords: str) -> list[Row]:
    body = f"{helpline.who}\n{helpline.about}\n{helpline.hours_text}"
    # Who asks for "the number of" or "an email to" somebody asks for these.
    ways = {"telephone number": helpline.is_rung, "email address": bool(helpline.public_email)}
    body = "\n".join([body, *(way for way, is_there in ways.items() if is_there)])
    printed = numbers.as_keywords([helpline.public_phone, helpline.public_text_number])
    keywords = "\n".join(filter(None, [keywords, helpline.text_word, printed]))
    return [Row(kind=Kind.HELPLINE, body=body, keywords=keywords, phone=helpline.public_phone)]


def _handout(handout: Handout) -> list[Row]:
    body = f"{markup.plain(_expanded(handout.body))}\n{handout.newsletter}"
    return [Row(kind=Kind.PARENTS, body=body, keywords=handout.ages)]


def _service(service: Service) -> list[Row]:
    body = f"{service.audience}\n{markup.plain(_expanded(service.description))}\n{service.format}"
    return [Row(kind=Kind.SERVICE, body=body)]


def _policy(template: PolicyTemplate) -> list[Row]:
    """What the public reads: the newest edition, or nothing before the first. Each clause has an address."""
    if template.edition is None:
        return []
    text = rows.text_of(template.edition)
    parts = [
        Row(
            part=clause.key,
            title=clause.label,
            body="\n".join(validation.texts(public_view.public_blocks(clause))),
            url=template.page_with(section.sheet),
        )
        for section, clause in text.clauses()
    ]
    body = "\n".join([markup.plain(template.statutory_basis), *(part.body for part in parts)])
    return [Row(kind=Kind.POLICY, body=body), *parts]


def _role(role: Role) -> list[Row]:
    """Without its tasks: their words lead to the pages that they are about."""
    return [] if role.is_on_home else [Row(kind=Kind.STATIC_PAGE, keywords=role.name)]


def _guided_route(route: GuidedRoute) -> list[Row]:
    """What readers get: the newest edition. Each outcome has a page of its own, but is found by its route."""
    if route.is_common or route.edition is None:
        return []
    words = route.edition.content
    body = "\n".join(f"{outcome['title']}. {outcome['verdict']}" for outcome in words["outcomes"])
    summary = words.get("summary", "")
    return [Row(kind=Kind.GUIDANCE, title=words["title"], summary=summary, body=body)]


def _update(update: Update) -> list[Row]:
    return [Row(kind=Kind.UPDATE, body=markup.plain(_expanded(update.body)))]


def _expanded(text: str) -> str:
    """A page is found by the words of the blocks that it puts in, not by its notes."""
    text = includes.without_facts(text)
    return includes.expand(text, directory.read()) if includes.names_something(text) else text


EXTRACTORS: dict[type[Publishable], Callable[..., list[Row]]] = {
    RiskArea: _risk_area,
    GuidancePage: _guidance_page,
    Resource: _resource,
    Helpline: _helpline,
    Handout: _handout,
    Service: _service,
    PolicyTemplate: _policy,
    GuidedRoute: _guided_route,
    Role: _role,
    Update: _update,
}
