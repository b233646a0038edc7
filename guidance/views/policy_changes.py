"""What changed in a policy template since a setting adopted it. The address carries the code and no more."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from guidance.forms import AdoptionForm, CodeForm
from guidance.models import PolicyEdition, PolicyTemplate
from guidance.policies import reference_code
from guidance.policies.change_report import of_changes
from guidance.policies.diff import Change, compare
from guidance.policies.rows import text_of
from guidance.views.policies import word_file


@dataclass(frozen=True)
class Report:
    """What a code leads to: the adopted edition, the newest one, and the changes between them."""

    template: PolicyTemplate
    adopted: PolicyEdition
    newest: PolicyEdition
    changes: list[Change]
    code: str

    @property
    def address(self) -> str:
        """The page that shows it."""
        return f"{reverse('guidance:policy_changes')}?code={self.code}"


# Nothing is stored or changed by posting a date, and readers get no cookie: so no CSRF check.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: HttpRequest) -> HttpResponse:
    """Ask for the code, or for the date of adoption, which leads on to the code of that edition."""
    if request.method == "POST":
        by_date = AdoptionForm(request.POST)
        if by_date.is_valid():
            edition = by_date.cleaned_data["edition"]
            name = reference_code.encode(edition.template.code, edition.number)
            return HttpResponseRedirect(f"{reverse('guidance:policy_changes')}?code={name}")
        return _ask(request, CodeForm(auto_id="code_%s"), by_date, failed=by_date)
    if "code" not in request.GET:
        return _ask(request, CodeForm(auto_id="code_%s"), AdoptionForm())
    by_code = CodeForm(request.GET, auto_id="code_%s")
    report = _find(by_code)
    if report is None:
        return _ask(request, by_code, AdoptionForm(), failed=by_code)
    context = {
        "heading": f"What changed: {report.template.title}",
        "crumbs": _crumbs(),
        "report": report,
        "noindex": True,
    }
    return render(request, "guidance/policies/report.html", context)


@require_safe
def changes_word(request: HttpRequest) -> HttpResponse:
    """The report as a Word file."""
    report = _find(CodeForm(request.GET))
    if report is None:
        return HttpResponseBadRequest("This code cannot be read. Go back and check it.", "text/plain")
    document = of_changes(
        text_of(report.newest).title,
        since=f"edition {report.adopted.number}",
        edition=report.newest.number,
        issued_on=report.newest.issued_on,
        changes=report.changes,
        code=report.code,
        page=report.address,
    )
    return word_file(document, name=f"changes-{report.template.slug}")


def _find(form: CodeForm) -> Report | None:
    """Return what the code leads to; None, with the reason as an error of ``form``, for a wrong one."""
    if not form.is_valid():
        return None
    try:
        return _report(reference_code.parse(form.cleaned_data["code"]))
    except reference_code.ReferenceCodeError as error:
        form.add_error("code", str(error))
        return None


def _report(read: reference_code.Code) -> Report:
    template = PolicyTemplate.objects.published().filter(code=read.template).first()
    if template is None:
        raise reference_code.ReferenceCodeError(
            f"We have no policy template whose codes start with {read.template}. Check the first two letters."
        )
    editions = list(template.editions.all())
    since = next((place for place, one in enumerate(editions) if one.number == read.edition), None)
    if since is None:
        raise reference_code.ReferenceCodeError(
            f"There is no edition {read.edition} of “{template.title}”. Check the six digits."
        )
    adopted = editions[since]
    texts = [text_of(one) for one in reversed(editions[: since + 1])]
    count = len(list(texts[0].clauses()))
    states = reference_code.states(read.states, count) if read.states else ()
    return Report(
        template=template,
        adopted=adopted,
        newest=editions[0],
        changes=compare(texts, states),
        code=reference_code.encode(read.template, read.edition, states),
    )


def _ask(
    request: HttpRequest,
    by_code: CodeForm,
    by_date: AdoptionForm,
    *,
    failed: CodeForm | AdoptionForm | None = None,
) -> HttpResponse:
    context = {
        "heading": "What changed in your policy?",
        "lead": "See exactly which clauses of a template changed since you adopted it, and what to do.",
        "crumbs": _crumbs(),
        "by_code": by_code,
        "by_date": by_date,
        "form": failed,
    }
    status = HTTPStatus.BAD_REQUEST if failed else HTTPStatus.OK
    return render(request, "guidance/policies/changes.html", context, status=status)


def _crumbs() -> list[tuple[str, str]]:
    return [("Policy templates", reverse("guidance:policies"))]
