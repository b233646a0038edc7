"""All policies of a setting from one set of answers, as a folder of Word files that agree with each other."""

from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from guidance.models import PolicyTemplate
from guidance.policies import answers_file
from guidance.policies.answers import Answers
from guidance.policies.docx.writer import write_docx
from guidance.policies.folder import CONTENT_TYPE, pack
from guidance.policies.rows import text_of
from guidance.policies.schema import Template
from guidance.policies.tailor import tailor
from guidance.services.policy_files import document_of, folder_paper_of
from guidance.views.policy_files import get_edition
from guidance.views.tailor_steps import Making, ask, questions_page
from guidance.views.tailoring import answers_response, saved_answers
from lesas_portal.core.privacy import no_trace

Templates = list[tuple[PolicyTemplate, Template]]


@no_trace
@require_http_methods(["GET", "HEAD", "POST"])
def policy_folder(request: HttpRequest) -> HttpResponse:
    """Ask once for all templates; on POST answer with the folder, or with the file of the answers."""
    rows = PolicyTemplate.objects.published().issued().prefetch_related("editions")
    templates = [(row, text_of(get_edition(row))) for row in rows]
    if not templates:
        raise Http404
    making = _making(templates)
    asked = ask(request, making, [])
    if isinstance(asked, HttpResponse):
        return asked
    step = request.POST.get("step", "")
    if step == "edit":
        return questions_page(request, making, asked.form, [])
    saved = saved_answers(asked)
    if step == "answers":
        return answers_response(saved)
    files = [*_files(templates, asked.answers), ("policy-answers.json", answers_file.write(saved))]
    response = HttpResponse(pack(files), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="online-safety-policies.zip"'
    return response


def _files(templates: Templates, answers: Answers) -> Iterator[tuple[str, bytes]]:
    """Each policy, and one paper for all of them where a board, an owner or a committee approves them."""
    made = [(row, tailor(text, answers)) for row, text in templates]
    for row, policy in made:
        yield f"{row.slug}.docx", write_docx(document_of(row, policy), site_url=settings.SITE_URL)
    paper = folder_paper_of([policy for _, policy in made], answers)
    if paper is not None:
        yield "paper-for-the-board.docx", write_docx(paper, site_url=settings.SITE_URL)


def _making(templates: Templates) -> Making:
    return Making(
        heading="Make all your policies at once",
        address=reverse("guidance:policy_folder"),
        crumbs=[("Policy templates", reverse("guidance:policies"))],
        templates=[text for _, text in templates],
        template_name="guidance/policies/folder.html",
        more={"policies": [row for row, _ in templates]},
    )
