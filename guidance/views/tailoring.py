"""Making a policy from a template: questions, a preview with every clause open to change, a Word file.

Nothing typed is stored, logged, cached or put into an address: each page carries the answers in its own
fields. So there is nothing that a forged request could change, and no CSRF cookie for readers.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from guidance.forms import TailorForm
from guidance.hidden_fields import HiddenFields, as_sent, beside_the_questions
from guidance.models import PolicyTemplate
from guidance.policies.rows import text_of
from guidance.views.policies import document_of, get_edition, word_file
from guidance.views.policy_preview import clause_words, preview
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
        return _questions(request, template, form, hidden_fields=as_sent(request.POST, text))
    words = clause_words(request.POST, text, form.answers())
    step = request.POST.get("step", "")
    if step == "edit":
        return _questions(request, template, form, hidden_fields=beside_the_questions(words))
    if step == "preview" or not words.is_ready():
        hidden_fields = [(name, value) for name in form.question_names() for value in form.raw_values(name)]
        return preview(request, template, words, hidden_fields=hidden_fields)
    return word_file(document_of(template, words.policy), name=template.slug)


def _questions(
    request: HttpRequest,
    template: PolicyTemplate,
    form: TailorForm,
    *,
    hidden_fields: HiddenFields | None = None,
) -> HttpResponse:
    """The form; ``hidden_fields`` is what was made of clauses in the preview."""
    has_errors = form.is_bound and bool(form.errors)
    context = {
        "heading": f"Make it yours: {template.title}",
        "lead": "Answer what you can. Where you leave a gap, we use words that fit your kind of setting.",
        "crumbs": [
            ("Policy templates", reverse("guidance:policies")),
            (template.title, template.get_absolute_url()),
        ],
        "template": template,
        "form": form,
        "hidden_fields": hidden_fields or [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if has_errors else HTTPStatus.OK
    return render(request, "guidance/policies/tailor.html", context, status=status)
