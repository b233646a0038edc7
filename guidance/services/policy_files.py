"""Policies, their sheets and the paper for governors as documents, with what is public on the day."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from guidance.models import PolicyTemplate, Resource
from guidance.policies.annexes import of_sheet, sheet_names
from guidance.policies.answers import Answers
from guidance.policies.approval import FOLLOWED
from guidance.policies.contacts_page import inside, outside
from guidance.policies.diff import Change
from guidance.policies.document import Document
from guidance.policies.folder_paper import of_folder_paper
from guidance.policies.governor_paper import of_governor_paper
from guidance.policies.policy_document import of_policy
from guidance.policies.portal import Portal, Source
from guidance.policies.schema import Template
from guidance.policies.tailor import Policy, tailor
from guidance.services.routes import public_book


def document_of(template: PolicyTemplate, policy: Policy) -> Document:
    """Lay ``policy``, made from ``template``, out for Word."""
    return of_policy(policy, portal_of(template, policy))


def governor_paper_of(
    template: PolicyTemplate, policy: Policy, answers: Answers, changes: Sequence[Change] = ()
) -> Document:
    """Lay the paper for governors out that goes with ``policy``, for a setting that gave ``answers``."""
    portal = portal_of(template, policy)
    return of_governor_paper(policy.template, policy, answers, changes, portal=portal)


def folder_paper_of(policies: Sequence[Policy], answers: Answers) -> Document | None:
    """Lay the one paper for all ``policies`` of a setting out; None where nobody else approves them."""
    if answers.governed_by == "nobody":
        return None
    return of_folder_paper(policies, answers, made_on=timezone.localdate())


def sheet_of(template: PolicyTemplate, policy: Policy, name: str) -> Document | None:
    """Lay one sheet of ``policy`` out alone; None where it has none of that name."""
    return of_sheet(name, policy, portal_of(template, policy))


def page_parts(template: PolicyTemplate, text: Template) -> dict:
    """Return what the page of a template takes from its plain files: people to fill in, numbers, sheets."""
    policy = _plain(text)
    portal = _portal(template, policy, {})
    return {
        "people": (inside(policy.answers), outside(policy.answers, portal)),
        "sheets": sheet_names(policy, portal),
    }


@lru_cache(maxsize=16)
def _plain(text: Template) -> Policy:
    """The policy for any setting: nobody's answers are in it."""
    return tailor(text, Answers())


def portal_of(template: PolicyTemplate, policy: Policy) -> Portal:
    """Return what a document takes from the portal: one query for its sources, one for the rest."""
    rows = resources_by_key({*policy.sources, *FOLLOWED})
    return _portal(template, policy, {key: _source(row) for key, row in rows.items()})


def _portal(template: PolicyTemplate, policy: Policy, sources: dict[str, Source]) -> Portal:
    return Portal(
        page=template.get_absolute_url(),
        changes_page=f"{reverse('guidance:policy_changes')}?code={policy.code}",
        made_on=timezone.localdate(),
        book=public_book(),
        sources=sources,
        site_url=settings.SITE_URL,
    )


def resources_by_key(keys: Iterable[str]) -> dict[str, Resource]:
    """Return the public resources with these keys."""
    found = Resource.objects.published().filter(slug__in=set(keys)).select_related("publisher")
    return {resource.slug: resource for resource in found}


WITH_EDITIONS = {Resource.Kind.STANDARD, Resource.Kind.GUIDANCE}
"""A document has editions; a helpline or a service has none."""


def _source(row: Resource) -> Source:
    return Source(
        key=row.slug,
        title=row.title,
        publisher=row.publisher.name,
        page=row.get_absolute_url(),
        url=row.url,
        standing=row.standing_words,
        edition=row.edition_name if row.kind in WITH_EDITIONS or row.statutory else "",
    )
