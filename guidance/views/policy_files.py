"""Files of policy templates: the plain one, its sheets and the paper for governors, for Word."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guidance.models import PolicyEdition, PolicyTemplate
from guidance.policies.answers import Answers
from guidance.policies.document import Document
from guidance.policies.docx.writer import CONTENT_TYPE, write_docx
from guidance.policies.rows import text_of
from guidance.policies.tailor import Policy, tailor
from guidance.services import editions
from guidance.services.policy_files import document_of, governor_paper_of, sheet_of
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn
from lesas_portal.core.conditional import conditional


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
