"""The preview of a policy: every clause open to change, and whatever has to be put right before the file."""

from dataclasses import dataclass, field
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from guidance.blocks import Block
from guidance.clause_boxes import boxes
from guidance.clause_forms import ClauseWordsForm
from guidance.hidden_fields import HiddenFields, beside_the_preview, labels_elsewhere
from guidance.models import PolicyTemplate
from guidance.policies.annexes import sheet_names
from guidance.policies.answers import Answers
from guidance.policies.document import ClauseBlocks, Document
from guidance.policies.docx.flow import ABOUT
from guidance.policies.governor_paper import paper_name
from guidance.policies.policy_document import of_policy
from guidance.policies.schema import Template
from guidance.policies.tailor import Policy
from guidance.services.policy_files import portal_of, resources_by_key


def clause_words(data: QueryDict, template: Template, answers: Answers) -> ClauseWordsForm:
    """Return what ``data`` makes of the clauses of ``template``; ``answers`` are those to the questions.

    Its ``answers()`` has everything, ``is_ready()`` says whether the file can be made of them, and ``policy``
    is the policy. Where it is not ready, show ``preview``, which says why.
    """
    return ClauseWordsForm(data, template=template, answers=answers)


def preview(
    request: HttpRequest, template: PolicyTemplate, words: ClauseWordsForm, *, hidden_fields: HiddenFields
) -> HttpResponse:
    """Show the policy as it will stand in the file, with a box for each clause; 422 where one was refused.

    ``hidden_fields`` are the answers to the questions.
    """
    context = {
        "heading": f"Preview: {template.title}",
        "crumbs": [
            ("Policy templates", reverse("guidance:policies")),
            (template.title, template.get_absolute_url()),
        ],
        "template": template,
        "hidden_fields": hidden_fields + beside_the_preview(words),
        "noindex": True,
        **_of_words(template, words),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if words.errors else HTTPStatus.OK
    return render(request, "guidance/policies/preview.html", context, status=status)


def _of_words(template: PolicyTemplate, words: ClauseWordsForm) -> dict:
    portal = portal_of(template, words.policy)
    resources = resources_by_key(clause.source for clause in words.frozen.values())
    found = boxes(words, {key: resource.title for key, resource in resources.items()})
    return {
        "words": words,
        "document": parts_besides(of_policy(words.policy, portal), words.policy),
        "sections": [one for one in found if not one.section.annex],
        "annexes": [one for one in found if one.section.annex],
        "omitted": [clause for key, clause in words.frozen.items() if key in words.omitted],
        "elsewhere": labels_elsewhere(words),
        "sheets": sheet_names(words.policy, portal),
        "paper": paper_name(words.policy.answers),
    }


@dataclass
class PartsBesides:
    """What a file has besides the sections of its policy; the titles in ``in_file_only`` are not shown."""

    opening: tuple[Block, ...]
    before: list[tuple[str, list[Block]]] = field(default_factory=list)
    after: list[tuple[str, list[Block]]] = field(default_factory=list)
    in_file_only: list[str] = field(default_factory=list)


def parts_besides(document: Document, policy: Policy) -> PartsBesides:
    """Return what ``document`` has besides the sections and annexes of ``policy``, in order."""
    found = PartsBesides(document.opening)
    own_annexes = {section.annex for section in policy.sections}
    parts = found.before
    blocks: list[Block] = []
    for part in document.parts:
        if isinstance(part, ClauseBlocks):
            blocks.extend(part.blocks)
            continue
        blocks = []
        if part.numbered:
            parts = found.after
        elif not part.annex:
            parts.append((part.text, blocks))
        elif part.annex not in own_annexes:
            found.in_file_only.append(f"Annex {part.annex}: {part.text}")
    found.after.append((ABOUT, list(document.about)))
    return found
