"""Parts of a policy template on pages of their own: each sheet, and why each clause is there.

So the page of a template is its text alone, and weighs no more than other pages.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance.markup import Heading
from guidance.models import PolicyEdition, PolicyTemplate
from guidance.policies import contacts_page
from guidance.policies.annexes import CONTACTS
from guidance.policies.public_view import public_title
from guidance.policies.rows import issued_text
from guidance.policies.schema import Template
from guidance.services.policy_files import page_parts
from guidance.services.while_unchanged import while_unchanged
from guidance.views.policies import at, frame, issued_edition, public_template, reasons_of, sources_of
from guidance.views.shortcuts import respond_410_when_withdrawn


@require_safe
@respond_410_when_withdrawn
def reasons(request: HttpRequest, slug: str) -> HttpResponse:
    """Why each clause is there, what it rests on, whether it may go; ``?edition=`` as on the page itself."""
    context = _reasons(slug, request.GET.get("edition", ""))
    return render(request, "guidance/policies/reasons.html", context)


@require_safe
@respond_410_when_withdrawn
def sheet(request: HttpRequest, slug: str, sheet: str) -> HttpResponse:
    """One agreement or form of a template, as it is handed out; ``?edition=`` as on the page itself."""
    context = _sheet(slug, sheet, request.GET.get("edition", ""))
    return render(request, "guidance/policies/sheet.html", context)


@while_unchanged
def _reasons(slug: str, number: str) -> dict:
    template = public_template(slug)
    edition = issued_edition(template, number)
    text = issued_text(edition)
    context = _below(template, text, edition)
    pages = {
        section.key: at(template.page_with(section.sheet), edition, is_old=context["is_old"])
        for section in text.sections
    }
    return {
        "heading": "Reasons and sources",
        "lead": "Why each clause is there, whether you may drop it, and where it comes from.",
        **context,
        "newest_page": reverse("guidance:policy_reasons", args=[slug]),
        "reasons": reasons_of(text, pages),
        "sources": sources_of(template),
        "contents": tuple(Heading(2, f"why-{one.key}", public_title(one)) for one in text.sections),
    }


@while_unchanged
def _sheet(slug: str, name: str, number: str) -> dict:
    template = public_template(slug)
    edition = issued_edition(template, number)
    text = issued_text(edition)
    section = next((one for one in text.sections if one.sheet == name), None)
    if section is None and name != CONTACTS:
        raise Http404
    context = _below(template, text, edition)
    parts = page_parts(template, text)
    has_file = not context["is_old"] and name in parts["sheets"]
    return {
        "heading": public_title(section) if section else contacts_page.TITLE,
        "lead": f"A sheet of the template “{text.title}”, to read, to print or to download.",
        **context,
        "newest_page": template.get_absolute_url(),
        "section": section,
        "people": parts["people"],
        "file": reverse("guidance:policy_sheet", args=[slug, name]) if has_file else "",
        "reasons_page": at(
            reverse("guidance:policy_reasons", args=[slug]), edition, is_old=context["is_old"]
        ),
    }


def _below(template: PolicyTemplate, text: Template, edition: PolicyEdition) -> dict:
    """What a page below that of a template has."""
    newest = template.editions.all()[0]
    context = frame(template, edition, newest)
    page = at(template.get_absolute_url(), edition, is_old=context["is_old"])
    crumbs = [("Policy templates", reverse("guidance:policies")), (text.title, page)]
    return {**context, "part_of": text.title, "crumbs": crumbs, "policy_page": page}
