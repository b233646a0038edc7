"""Policy templates: the list, and the text of one template."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance.markup import Heading
from guidance.models import PolicyEdition, PolicyTemplate, Resource, Revision
from guidance.models.resource_card import Source
from guidance.policies import contacts_page
from guidance.policies.annexes import CONTACTS
from guidance.policies.public_view import Cited, public_title
from guidance.policies.rows import issued_text
from guidance.policies.schema import FrozenSection, Template
from guidance.services import editions
from guidance.services.policy_files import page_parts, resources_by_key
from guidance.services.while_unchanged import while_unchanged
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """Every policy template."""
    templates = PolicyTemplate.objects.published().issued().prefetch_related("editions")
    context = {
        "heading": "Policy templates",
        "lead": "Read a template, answer a few questions, and download a policy in your setting’s own name.",
        "crumbs": [],
        "templates": templates,
        "edition_words": _edition_of_all(templates),
    }
    return render(request, "guidance/policies/list.html", context)


def _edition_of_all(templates: Iterable[PolicyTemplate]) -> str:
    """Return the edition that ``templates`` have in common, in words; empty where they differ."""
    found = {(one.edition.number, one.edition.issued_on) for one in templates if one.edition}
    if len(found) != 1:
        return ""
    ((number, issued_on),) = found
    return f"All are edition {number}, of {issued_on:%-d %B %Y}."


@require_safe
@respond_410_when_withdrawn
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """One template with every clause but those of its sheets; ``?edition=2026.1`` shows an older edition."""
    context = _public_context(slug, request.GET.get("edition", ""))
    return render(request, "guidance/policies/policy.html", context)


@while_unchanged
def _public_context(slug: str, number: str) -> dict:
    """Everything the page shows; an edition that there never was raises Http404, and is not kept."""
    return policy_context(public_template(slug), number)


def public_template(slug: str) -> PolicyTemplate:
    """Return the public template with its editions, without their long contents. Raises as the page does."""
    editions_alone = Prefetch("editions", PolicyEdition.objects.defer("content"))
    queryset = PolicyTemplate.objects.prefetch_related(editions_alone, "audiences", "risk_areas")
    return get_published_or_404(queryset, slug)


def policy_context(template: PolicyTemplate, number: str = "") -> dict:
    """Everything the page of a template shows. Raises Http404 for an edition there never was."""
    edition = issued_edition(template, number)
    return _context(template, issued_text(edition), edition, list(template.editions.all()))


def issued_edition(template: PolicyTemplate, number: str) -> PolicyEdition:
    """Return the edition with that number, the newest for none. Raises Http404 if there never was one."""
    edition = next((one for one in template.editions.all() if number in {"", one.number}), None)
    if edition is None:
        raise Http404
    return edition


def draft_context(template: PolicyTemplate, typed: editions.Typed | None = None) -> dict:
    """What the page would show if an edition were issued today, or what stands in the way of one.

    What readers have on pages of their own, the sheets and the reasons, stands on it too.
    """
    draft = editions.draft(template=template, typed=typed)
    edition = draft.unsaved(template=template, note="A draft: not issued yet.")
    # Clauses that cannot be built cannot be shown either.
    text = replace(draft.text, sections=()) if draft.errors else draft.text
    issued = [edition, *template.editions.all()]
    anchors = {section.sheet: f"#{section.key}" for section in text.sections if section.sheet}
    parts = page_parts(template, text)
    whole = {
        "people": parts["people"],
        "sheets": _sheets(template, text, anchors | {CONTACTS: "#people"}, parts["sheets"]),
        "sections": text.sections,
        "contents": _outline(text.sections),
        "reasons_page": "",
        "reasons": reasons_of(text, {}),
        "sources": sources_of(template),
    }
    return _context(template, text, edition, issued) | whole | {"problems": list(draft.errors)}


def _context(
    template: PolicyTemplate, text: Template, edition: PolicyEdition, issued: list[PolicyEdition]
) -> dict:
    """What is shown of ``edition``, one of those ``issued``, newest first."""
    is_old = edition is not issued[0]
    sections = tuple(section for section in text.sections if not section.sheet)
    parts = page_parts(template, text)
    names = (*(section.sheet for section in text.sections if section.sheet), CONTACTS)
    pages = {name: at(template.page_with(name), edition, is_old=is_old) for name in names}
    return {
        "heading": text.title,
        "lead": template.summary,
        "crumbs": [("Policy templates", reverse("guidance:policies"))],
        **frame(template, edition, issued[0]),
        "newest_page": template.get_absolute_url(),
        "editions": issued,
        "contents": _outline(sections),
        "sections": sections,
        "reasons_page": at(reverse("guidance:policy_reasons", args=[template.slug]), edition, is_old=is_old),
        "sheets": _sheets(template, text, pages, {} if is_old else parts["sheets"]),
        **_beside(template),
    }


def frame(template: PolicyTemplate, edition: PolicyEdition, newest: PolicyEdition) -> dict:
    """What every page of a template has, for one that shows ``edition``."""
    is_old = edition is not newest
    return {
        "obj": template,
        "template": template,
        "edition": edition,
        "content_date": edition.issued_on,
        "paper_query": f"edition={edition.number}" if is_old else "",
        "is_old": is_old,
        "newest": newest,
        "noindex": is_old,
    }


def at(page: str, edition: PolicyEdition, *, is_old: bool) -> str:
    """Return the address of a page of a template as it shows ``edition``."""
    return f"{page}?edition={edition.number}" if is_old else page


def _sheets(
    template: PolicyTemplate, text: Template, pages: dict[str, str], files: dict[str, str]
) -> list[tuple[str, str, str]]:
    """The title of each sheet, its page and its file; ``pages`` and ``files`` go by its name."""
    titles = {section.sheet: public_title(section) for section in text.sections if section.sheet}
    titles |= {CONTACTS: contacts_page.TITLE, **files}
    return [
        (
            title,
            pages.get(name, ""),
            reverse("guidance:policy_sheet", args=[template.slug, name]) if name in files else "",
        )
        for name, title in titles.items()
    ]


def reasons_of(
    text: Template, pages: Mapping[str, str]
) -> list[tuple[FrozenSection, tuple[Cited, ...], str]]:
    """Return each section with the public sources that its clauses name, and its page out of ``pages``."""
    rows = resources_by_key(clause.source for _, clause in text.clauses())
    cited = {key: Cited(key, row.title, row.get_absolute_url()) for key, row in rows.items()}
    named = ({clause.source: None for clause in section.clauses} for section in text.sections)
    return [
        (section, tuple(cited[key] for key in keys if key in cited), pages.get(section.key, ""))
        for section, keys in zip(text.sections, named, strict=True)
    ]


def sources_of(template: PolicyTemplate) -> tuple[Source, ...]:
    """Return what ``template`` rests on."""
    return Resource.objects.published().filter(policies=template).as_sources()


def _outline(sections: Iterable[FrozenSection]) -> tuple[Heading, ...]:
    """The headings of the page, without those of what stands around its text."""
    return tuple(Heading(2, section.key, public_title(section)) for section in sections)


def _beside(template: PolicyTemplate) -> dict:
    """What stands beside every edition of ``template``."""
    return {
        "audiences": template.audiences.all(),
        "risk_areas": template.risk_areas.all(),
        "history": Revision.objects.of(template).notable(),
    }
