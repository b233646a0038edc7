"""What changed in a policy template since a setting adopted it. The address carries the code and no more."""

from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from guidance.change_forms import AdoptionForm, CodeForm, KindForm, kind_form
from guidance.code_report import CodeReport, report_of
from guidance.models import PolicyTemplate
from guidance.national_changes import national_changes
from guidance.policies import reference_code
from guidance.policies.adopted import of_profile
from guidance.policies.change_report import of_changes
from guidance.policies.tailor import tailor
from guidance.services.policy_files import governor_paper_of
from guidance.views.policy_files import word_file
from lesas_portal.core.privacy import no_trace


# Nothing is stored or changed by posting a date, and readers get no cookie: so no CSRF check.
@no_trace
@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: HttpRequest) -> HttpResponse:
    """Ask for the code or for the date of adoption; show what changed since."""
    if request.method == "POST":
        return _by_date(request)
    if "code" not in request.GET:
        return _ask(request, CodeForm(auto_id="code_%s"), AdoptionForm())
    by_code = CodeForm(request.GET, auto_id="code_%s")
    report = _find(request, by_code)
    if report is None:
        return _ask(request, by_code, AdoptionForm(), failed=by_code)
    context = {
        "heading": f"What changed: {report.template.title}",
        "crumbs": _crumbs(),
        "report": report,
        "kind_form": kind_form(report),
        "contents": report.contents,
        "noindex": True,
    }
    return render(request, "guidance/policies/report.html", context)


@no_trace
@require_safe
def changes_word(request: HttpRequest) -> HttpResponse:
    """The report for governors as a Word file."""
    report = _find(request, CodeForm(request.GET))
    if report is None:
        return _unreadable()
    return word_file(of_changes(report.text), name=f"changes-{report.template.slug}")


@no_trace
@require_safe
def changes_paper(request: HttpRequest) -> HttpResponse:
    """The paper for governors, in the words of such a setting, as a Word file."""
    report = _find(request, CodeForm(request.GET))
    if report is None:
        return _unreadable()
    if not report.text.to_decide:
        return HttpResponseRedirect(report.text.page)
    answers = of_profile(report.profile)
    policy = tailor(report.editions[-1], answers)
    document = governor_paper_of(report.template, policy, answers, report.text.to_decide)
    return word_file(document, name=f"{report.template.slug}-governor-paper")


@no_trace
def _by_date(request: HttpRequest) -> HttpResponse:
    """Lead on to the code of the edition of that day; before the first, say what changed in the country."""
    by_date = AdoptionForm(request.POST)
    if not by_date.is_valid():
        return _ask(request, CodeForm(auto_id="code_%s"), by_date, failed=by_date)
    edition, adopted = by_date.cleaned_data["edition"], by_date.cleaned_data["adopted"]
    if edition is None:
        return _older_than_this_site(request, by_date.cleaned_data["template"], adopted)
    name = reference_code.encode(edition.template.code, edition.number)
    return HttpResponseRedirect(f"{reverse('guidance:policy_changes')}?code={name}")


def _older_than_this_site(request: HttpRequest, template: PolicyTemplate, adopted: date) -> HttpResponse:
    context = {
        "heading": "Your policy is older than this site",
        "lead": f"Here is what changed since {adopted:%B %Y}.",
        "crumbs": [*_crumbs(), ("What changed in your policy?", reverse("guidance:policy_changes"))],
        "template": template,
        "changes": national_changes(adopted),
        "noindex": True,
    }
    return render(request, "guidance/policies/older_policy.html", context)


def _find(request: HttpRequest, form: CodeForm) -> CodeReport | None:
    """Return what the code leads to; None, with the reason as an error of ``form``, for a wrong one."""
    if not form.is_valid():
        return None
    try:
        code = reference_code.parse(form.cleaned_data["code"])
        return report_of(code, KindForm(request.GET).profile())
    except reference_code.ReferenceCodeError as error:
        form.add_error("code", str(error))
        return None


def _unreadable() -> HttpResponse:
    return HttpResponseBadRequest("This code cannot be read. Go back and check it.", "text/plain")


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
