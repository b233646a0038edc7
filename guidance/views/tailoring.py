"""Making a policy from a template: questions, a preview with every clause open to change, a Word file.

Nothing typed is stored, logged, cached or put into an address: each page carries the answers in its own
fields. So there is nothing that a forged request could change, and no CSRF cookie for readers.
"""

from dataclasses import replace
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from guidance.blocks import Table
from guidance.forms import TailorForm
from guidance.models import PolicyTemplate
from guidance.policies.answers import Answers
from guidance.policies.placeholders import fill_markdown, placeholder_values
from guidance.policies.plain_text import to_plain_text
from guidance.policies.rows import text_of
from guidance.policies.schema import Template
from guidance.policies.tailor import Policy, tailor
from guidance.views.policies import document_of, get_edition, word_file
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn
from lesas_portal.core.privacy import no_trace


@no_trace
@require_http_methods(["GET", "HEAD", "POST"])
@respond_410_when_withdrawn
def tailoring(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask; on POST answer with the Word file, or with the step that the pressed button names."""
    template = get_published_or_404(PolicyTemplate.objects.prefetch_related("editions"), slug)
    text = text_of(get_edition(template))
    if request.method != "POST":
        return _questions(request, template, TailorForm(template=text))
    form = TailorForm(request.POST, template=text)
    if not form.is_valid():
        return _questions(request, template, form)
    answers = _without_unchanged(form.answers(), text)
    step = request.POST.get("step", "")
    if step == "edit":
        return _questions(request, template, form, kept=answers)
    policy = tailor(text, answers)
    if step == "preview":
        return _preview(request, template, form, policy, answers)
    return word_file(document_of(template, policy), name=template.slug)


def _without_unchanged(answers: Answers, text: Template) -> Answers:
    """The preview sends every clause back; only those that differ from the template are own words."""
    values = placeholder_values(answers)
    clauses = {clause.key: clause for _, clause in text.clauses()}
    custom_text = {
        key: raw_text
        for key, raw_text in answers.custom_text.items()
        if raw_text != to_plain_text(fill_markdown(clauses[key].text, values)).strip()
    }
    return replace(answers, custom_text=custom_text)


def _questions(
    request: HttpRequest, template: PolicyTemplate, form: TailorForm, *, kept: Answers | None = None
) -> HttpResponse:
    """The form; ``kept`` are decisions about clauses that were made in the preview and are carried along."""
    has_errors = form.is_bound and bool(form.errors)
    if has_errors:
        kept = None
    context = {
        "heading": f"Make it yours: {template.title}",
        "lead": "Answer what you can. Where you leave a gap, we use words that fit your kind of setting.",
        "crumbs": _crumbs(template),
        "template": template,
        "form": form,
        "hidden_fields": _of_clauses(kept) if kept else _as_sent(form),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if has_errors else HTTPStatus.OK
    return render(request, "guidance/policies/tailor.html", context, status=status)


def _preview(
    request: HttpRequest, template: PolicyTemplate, form: TailorForm, policy: Policy, answers: Answers
) -> HttpResponse:
    clauses = {clause.key: clause for _, clause in form.template.clauses()}
    context = {
        "heading": f"Preview: {template.title}",
        "crumbs": _crumbs(template),
        "template": template,
        "policy": policy,
        "sections": [(section, [_row(clause) for clause in section.clauses]) for section in policy.sections],
        "omitted": [clauses[key] for key in sorted(answers.omitted)],
        "hidden_fields": [(name, value) for name in form.question_names() for value in form.raw_values(name)],
        "noindex": True,
    }
    return render(request, "guidance/policies/preview.html", context)


def _row(clause) -> dict:
    """A clause with its text to edit; a table is edited in Word."""
    has_table = any(isinstance(block, Table) for block in clause.blocks)
    return {"clause": clause, "raw_text": "" if has_table else to_plain_text(clause.blocks)}


def _of_clauses(answers: Answers) -> list[tuple[str, str]]:
    custom_text = [(f"own_{key}", text) for key, text in answers.custom_text.items()]
    return [*custom_text, *((f"out_{key}", "on") for key in sorted(answers.omitted))]


def _as_sent(form: TailorForm) -> list[tuple[str, str]]:
    """The decisions about clauses exactly as they came, for a form that was refused."""
    if not form.is_bound:
        return []
    return [
        (name, value)
        for name in form.fields
        if name.startswith(("own_", "out_"))
        for value in form.raw_values(name)
        if value
    ]


def _crumbs(template: PolicyTemplate) -> list[tuple[str, str]]:
    return [
        ("Policy templates", reverse("guidance:policies")),
        (template.title, template.get_absolute_url()),
    ]
