"""Making a policy from a template: questions, a preview with every clause open to change, Word files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from guidance.clause_forms import ClauseWordsForm
from guidance.forms import answer_names
from guidance.hidden_fields import as_sent, beside_the_questions
from guidance.models import PolicyTemplate
from guidance.policies import answers_file
from guidance.policies.answers_file import SavedAnswers
from guidance.policies.rows import text_of
from guidance.policies.schema import Template
from guidance.services.policy_files import document_of, governor_paper_of, sheet_of
from guidance.views.policy_files import get_edition, word_file
from guidance.views.policy_preview import clause_words, preview
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn
from guidance.views.tailor_steps import Asked, Making, ask, questions_page
from lesas_portal.core.privacy import no_trace

SHEET = "sheet:"


@no_trace
@require_http_methods(["GET", "HEAD", "POST"])
@respond_410_when_withdrawn
def tailoring(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask; on POST answer with the Word file, or with the step that the pressed button names."""
    template = get_published_or_404(PolicyTemplate.objects.prefetch_related("editions"), slug)
    text = text_of(get_edition(template))
    making = _making(template, text)
    asked = ask(request, making, as_sent(request.POST, text))
    if isinstance(asked, HttpResponse):
        return asked
    words = clause_words(asked.data, text, asked.answers)
    step = request.POST.get("step", "")
    if step == "edit":
        return questions_page(request, making, asked.form, beside_the_questions(words))
    if step == "preview" or not words.is_ready():
        return preview(request, template, words, hidden_fields=asked.hidden_fields(answer_names([text])))
    return _file(template, words, asked, step)


def _file(template: PolicyTemplate, words: ClauseWordsForm, asked: Asked, step: str) -> HttpResponse:
    """The file that the pressed button names; the policy itself where none does."""
    policy = words.policy
    if step == "answers":
        return answers_response(saved_answers(asked, template.slug, words))
    if step == "paper":
        paper = governor_paper_of(template, policy, policy.answers)
        return word_file(paper, name=f"{template.slug}-governor-paper")
    if step.startswith(SHEET):
        name = step.removeprefix(SHEET)
        sheet = sheet_of(template, policy, name)
        if sheet is None:
            raise Http404
        return word_file(sheet, name=f"{template.slug}-{name}")
    return word_file(document_of(template, policy), name=template.slug)


def saved_answers(asked: Asked, slug: str = "", words: ClauseWordsForm | None = None) -> SavedAnswers:
    """Return what a file of answers holds: the answers, and what was made of the clauses of a template."""
    answers: dict[str, list[str]] = {}
    for name, value in asked.hidden_fields(answer_names(asked.form.templates)):
        answers.setdefault(name, []).append(value)
    made: dict[str, list[str]] = {}
    for name, value in beside_the_questions(words) if words else ():
        made.setdefault(name, []).append(value)
    return SavedAnswers(answers, {slug: made} if made else {})


def answers_response(saved: SavedAnswers) -> HttpResponse:
    """Answer with a file of answers as a download."""
    response = HttpResponse(answers_file.write(saved), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="policy-answers.json"'
    return response


def _making(template: PolicyTemplate, text: Template) -> Making:
    return Making(
        heading=f"Make your own copy: {template.title}",
        address=reverse("guidance:policy_tailor", args=[template.slug]),
        crumbs=[
            ("Policy templates", reverse("guidance:policies")),
            (template.title, template.get_absolute_url()),
        ],
        templates=[text],
        template_name="guidance/policies/tailor.html",
        slug=template.slug,
    )
