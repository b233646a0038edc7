"""Policy templates: the list, one template whole, and its plain Word file."""

from dataclasses import replace

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance.markup import Heading
from guidance.models import PolicyEdition, PolicyTemplate, Resource, Revision
from guidance.policies.answers import Answers
from guidance.policies.contacts_page import TITLE as PEOPLE
from guidance.policies.document import Document
from guidance.policies.docx.writer import CONTENT_TYPE, write_docx
from guidance.policies.public_view import Cited, public_title
from guidance.policies.rows import issued_text, text_of
from guidance.policies.schema import Template
from guidance.policies.tailor import Policy, tailor
from guidance.services import editions
from guidance.services.policy_files import (
    document_of,
    governor_paper_of,
    page_parts,
    resources_by_key,
    sheet_of,
)
from guidance.services.while_unchanged import while_unchanged
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn
from lesas_portal.core.conditional import conditional


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """Every policy template."""
    templates = PolicyTemplate.objects.published().issued().prefetch_related("editions", "audiences")
    context = {
        "heading": "Policy templates",
        "lead": "Read a template, answer a few questions, and download a policy in your setting’s own name.",
        "crumbs": [],
        "templates": templates,
    }
    return render(request, "guidance/policies/list.html", context)


@require_safe
@respond_410_when_withdrawn
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """One template with every clause; ``?edition=2026.1`` shows an older edition."""
    context = _public_context(slug, request.GET.get("edition", ""))
    return render(request, "guidance/policies/policy.html", context)


@while_unchanged
def _public_context(slug: str, number: str) -> dict:
    """Everything the page shows; an edition that there never was raises Http404, and is not kept."""
    editions_alone = Prefetch("editions", PolicyEdition.objects.defer("content"))
    queryset = PolicyTemplate.objects.prefetch_related(editions_alone, "audiences", "risk_areas")
    return policy_context(get_published_or_404(queryset, slug), number)


def policy_context(template: PolicyTemplate, number: str = "") -> dict:
    """Everything the page of a template shows. Raises Http404 for an edition there never was."""
    issued = list(template.editions.all())
    edition = next((one for one in issued if number in {"", one.number}), None)
    if edition is None:
        raise Http404
    return _context(template, issued_text(edition), edition, issued)


def draft_context(template: PolicyTemplate, typed: editions.Typed | None = None) -> dict:
    """What the page would show if an edition were issued today, or what stands in the way of one."""
    draft = editions.draft(template=template, typed=typed)
    edition = draft.unsaved(template=template, note="A draft: not issued yet.")
    # Clauses that cannot be built cannot be shown either.
    text = replace(draft.text, sections=()) if draft.errors else draft.text
    issued = [edition, *template.editions.all()]
    return _context(template, text, edition, issued) | {"problems": list(draft.errors)}


def _context(
    template: PolicyTemplate, text: Template, edition: PolicyEdition, issued: list[PolicyEdition]
) -> dict:
    """What is shown of ``edition``, one of those ``issued``, newest first."""
    is_old = edition is not issued[0]
    return {
        "heading": text.title,
        "lead": template.summary,
        "crumbs": [("Policy templates", reverse("guidance:policies"))],
        "obj": template,
        "template": template,
        "edition": edition,
        "content_date": edition.issued_on,
        "paper_query": f"edition={edition.number}" if is_old else "",
        "newest": issued[0],
        "editions": issued,
        "is_old": is_old,
        "noindex": is_old,
        "contents": _outline(text),
        **_sections(template, text, is_old=is_old),
        **_beside(template),
    }


def _sections(template: PolicyTemplate, text: Template, *, is_old: bool) -> dict:
    """The sections with what each needs to be shown: the sources it names, and the file of a sheet."""
    parts = page_parts(template, text)
    sources = resources_by_key({clause.source for _, clause in text.clauses()})
    cited = {key: Cited(key, row.title, row.get_absolute_url()) for key, row in sources.items()}
    sections = []
    for section in text.sections:
        named = dict.fromkeys(clause.source for clause in section.clauses if clause.source in cited)
        has_file = section.sheet in parts["sheets"] and not is_old
        sheet = reverse("guidance:policy_sheet", args=[template.slug, section.sheet]) if has_file else ""
        sections.append((section, tuple(cited[key] for key in named), sheet))
    return {**parts, "sections": sections}


def _outline(text: Template) -> tuple[Heading, ...]:
    """The headings of the page: sections, then people and contacts."""
    sections = (Heading(2, section.key, public_title(section)) for section in text.sections)
    return (*sections, Heading(2, "people", PEOPLE))


def _beside(template: PolicyTemplate) -> dict:
    """What stands beside every edition of ``template``."""
    return {
        "audiences": template.audiences.all(),
        "risk_areas": template.risk_areas.all(),
        "sources": Resource.objects.published().filter(policies=template).as_sources(),
        "history": Revision.objects.of(template).notable(),
    }


@require_safe
@conditional
@respond_410_when_withdrawn
def plain_word(request: HttpRequest, slug: str) -> HttpResponse:
    """The plain template as a Word file, in words that fit any setting."""
    template, policy = _plain(slug)
    return word_file(document_of(template, policy), name=template.slug)


@require_safe
@conditional
@respond_410_when_withdrawn
def plain_sheet(request: HttpRequest, slug: str, sheet: str) -> HttpResponse:
    """One agreement, form, log or chart of the plain template alone, on its own sheet."""
    template, policy = _plain(slug)
    document = sheet_of(template, policy, sheet)
    if document is None:
        raise Http404
    return word_file(document, name=f"{template.slug}-{sheet}")


@require_safe
@conditional
@respond_410_when_withdrawn
def plain_governor_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The paper that goes to governors with the policy, with room for what is the setting's own."""
    template, policy = _plain(slug)
    return word_file(
        governor_paper_of(template, policy, policy.answers), name=f"{template.slug}-governor-paper"
    )


def draft_word(template: PolicyTemplate) -> HttpResponse:
    """The plain Word file of an edition of today. Raises Http404 for one that cannot be built."""
    draft = editions.draft(template=template)
    if draft.errors:
        raise Http404
    return word_file(document_of(template, tailor(draft.text, Answers())), name=f"{template.slug}-draft")


def get_edition(template: PolicyTemplate) -> PolicyEdition:
    """Return the newest edition of ``template``. Raises Http404 when none was issued."""
    edition = template.edition
    if edition is None:
        raise Http404
    return edition


def word_file(document: Document, *, name: str) -> HttpResponse:
    """Answer with ``document`` as a download; nothing that anyone typed is in its name."""
    response = HttpResponse(write_docx(document, site_url=settings.SITE_URL), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return response


def _plain(slug: str) -> tuple[PolicyTemplate, Policy]:
    template = get_published_or_404(PolicyTemplate.objects.all(), slug)
    return template, tailor(text_of(get_edition(template)), Answers())
