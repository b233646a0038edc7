"""What each kind of row leads to: read from its Markdown, its fields and its lists.

Of clauses and outcomes both the draft and what readers get count, for either may be looked for.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from django.db.models import Model, QuerySet

from guidance.links import addresses, reading_routes
from guidance.links.references import Reference, in_text, to_addresses, to_rows
from guidance.models import (
    Clause,
    Duty,
    Fact,
    GovernorQuestion,
    GuidancePage,
    GuidedRoute,
    Handout,
    Helpline,
    PolicyEdition,
    PolicyTemplate,
    Publishable,
    Publisher,
    Resource,
    RiskArea,
    Role,
    RouteOutcome,
    RouteQuestion,
    Service,
    SharedBlock,
    Synonym,
    Update,
)
from guidance.models.including import INCLUDING
from guidance.models.use import How

Read: TypeAlias = Iterator[tuple[Any, list[Reference]]]


def _of_pages(pages: QuerySet) -> Read:
    """Guidance pages, hand-outs, risk areas, roles, services, updates: texts and what else each has."""
    lists = [name for name in ("sources", "helplines") if hasattr(pages.model, name)]
    for page in pages.prefetch_related(*lists):
        texts = (getattr(page, name) for name in INCLUDING[type(page)])
        yield (
            page,
            [
                *(one for text in texts for one in in_text(text)),
                *_of_lists(page, lists),
                *to_rows(type(page), [page.successor_id], How.REPLACED),
                *to_rows(Resource, [getattr(page, "resource_id", None)], How.OFFERS),
                *to_rows(PolicyTemplate, [getattr(page, "policy_id", None)], How.LINKS),
                *to_addresses([addresses.of_link(getattr(page, "link", ""))], How.LINKS),
            ],
        )


def _of_lists(page: Publishable, lists: list[str]) -> Iterator[Reference]:
    for name in lists:
        model, how = (Resource, How.CITES) if name == "sources" else (Helpline, How.SHOWS)
        yield from to_rows(model, [one.pk for one in getattr(page, name).all()], how)


def _of_resources(resources: QuerySet[Resource]) -> Read:
    for resource in resources:
        yield (
            resource,
            [
                *to_rows(Publisher, [resource.publisher_id], How.PUBLISHED),
                *to_rows(Helpline, [resource.helpline_id], How.SHOWS),
                *to_rows(Resource, [resource.successor_id], How.REPLACED),
                *to_addresses([addresses.of_link(resource.replaced_by)], How.REPLACED),
                *to_addresses([addresses.of_link(resource.url)], How.OPENS),
            ],
        )


def _of_helplines(helplines: QuerySet[Helpline]) -> Read:
    for helpline in helplines:
        yield helpline, [*to_rows(Helpline, [helpline.successor_id], How.REPLACED)]


def _of_policies(templates: QuerySet[PolicyTemplate]) -> Read:
    slugs = dict(GuidedRoute.objects.values_list("slug", "pk"))
    for template in templates.prefetch_related("sources"):
        charts = [slugs.get(slug) for slug in template.charts]
        yield (
            template,
            [
                *in_text(template.statutory_basis),
                *to_rows(Resource, [one.pk for one in template.sources.all()], How.CITES),
                *to_rows(GuidedRoute, charts, How.CHART),
                *to_rows(PolicyTemplate, [template.successor_id], How.REPLACED),
            ],
        )


def _of_clauses(clauses: QuerySet[Clause]) -> Read:
    """The newest words, and those of the edition that readers get."""
    issued: dict[int, dict[str, str]] = {}
    for clause in clauses.select_related("section").prefetch_related("versions"):
        template = clause.section.template_id
        if template not in issued:
            issued[template] = _issued(template)
        versions = sorted(clause.versions.all(), key=lambda version: version.number)
        texts = [*(version.text for version in versions[-1:]), issued[template].get(clause.key, "")]
        cited = to_rows(Resource, [clause.source_id], How.CITES)
        yield clause, [*(one for text in texts for one in _in_clause(text)), *cited]


def _in_clause(text: str) -> Iterator[Reference]:
    """In a clause a name in braces is a placeholder, but for those of shared blocks."""
    return (one for one in in_text(text) if one.how != How.SHOWS)


def _issued(template: int) -> dict[str, str]:
    """The words of each clause in the newest edition, by key, with the names of shared blocks in them."""
    edition = PolicyEdition.objects.filter(template=template).order_by("-year", "-sequence").first()
    sections = edition.content["sections"] if edition else []
    return {
        clause["key"]: clause.get("raw_text") or clause["text"]
        for section in sections
        for clause in section["clauses"]
    }


def _of_blocks(blocks: QuerySet[SharedBlock]) -> Read:
    for block in blocks:
        yield block, [*in_text(block.text), *in_text(block.public_text)]


def _of_synonyms(synonyms: QuerySet[Synonym]) -> Read:
    for synonym in synonyms:
        targets = (addresses.of_link(address) for address in synonym.addresses)
        yield synonym, [*to_addresses(targets, How.LEADS)]


def _of_facts(facts: QuerySet[Fact]) -> Read:
    for fact in facts:
        yield fact, [*to_addresses([addresses.of_link(fact.url)], How.OPENS)]


def _of_planner(rows: QuerySet) -> Read:
    """Duties of the year and questions for governors: our page about each."""
    for row in rows:
        yield row, [*to_addresses([addresses.of_link(row.page)], How.LINKS)]


READERS: dict[type[Model], Callable[[Any], Read]] = {
    **dict.fromkeys((GuidancePage, Handout, RiskArea, Role, Service, Update), _of_pages),
    Resource: _of_resources,
    Helpline: _of_helplines,
    PolicyTemplate: _of_policies,
    Clause: _of_clauses,
    GuidedRoute: reading_routes.of_routes,
    RouteQuestion: reading_routes.of_questions,
    RouteOutcome: reading_routes.of_outcomes,
    SharedBlock: _of_blocks,
    Synonym: _of_synonyms,
    Fact: _of_facts,
    **dict.fromkeys((Duty, GovernorQuestion), _of_planner),
}
"""How each kind is read. A kind that is not here leads nowhere."""
