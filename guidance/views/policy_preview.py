"""The preview of a policy: every clause open to change, and whatever has to be put right before the file."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from guidance.blocks import Block
from guidance.clause_boxes import boxes
from guidance.clause_forms import ClauseWordsForm
from guidance.hidden_fields import HiddenFields, beside_the_preview, labels_elsewhere
from guidance.models import PolicyTemplate
from guidance.policies.answers import Answers
from guidance.policies.document import ClauseBlocks, Document, SectionHeading
from guidance.policies.schema import Template
from guidance.views.policies import document_of, resources_by_key


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
    document = document_of(template, words.policy)
    resources = resources_by_key({clause.source for clause in words.frozen.values()})
    return {
        "words": words,
        "opening": document.opening,
        "sections": boxes(words, {key: resource.title for key, resource in resources.items()}),
        "after": parts_after_clauses(document),
        "omitted": [clause for key, clause in words.frozen.items() if key in words.omitted],
        "elsewhere": labels_elsewhere(words),
    }


def parts_after_clauses(document: Document) -> list[tuple[str, list[Block]]]:
    """Return what the file has besides the sections of the policy: heading and blocks of each part."""
    parts: list[tuple[str, list[Block]]] = []
    is_after = False
    for part in document.parts:
        if isinstance(part, SectionHeading):
            is_after = not part.numbered
            if is_after:
                parts.append((part.text, []))
        elif is_after and isinstance(part, ClauseBlocks):
            parts[-1][1].extend(part.blocks)
    return parts
