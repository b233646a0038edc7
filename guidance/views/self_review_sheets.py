"""The questions of a self-review on paper, before a meeting: as a page to print, and for Word."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance.self_review import editions
from guidance.self_review.question_sheet import ORDERS, QuestionSheet, choices, of_sheet, printed
from guidance.views.policy_files import word_file
from lesas_portal.core.conditional import conditional


@require_safe
def sheet(request: HttpRequest, slug: str, order: str) -> HttpResponse:
    """Every question with room to tick, by theme or by who leads."""
    found = _sheet(slug, order)
    edition = found.edition
    address = reverse("guidance:self_review_set", args=[slug])
    sections = [
        (section, [(one, choices(one.question)) for asked in section.questions for one in printed(asked)])
        for section in found.sections
    ]
    context = {
        "heading": found.title,
        "lead": found.lead,
        "part_of": edition.title,
        "crumbs": [("Self-review", reverse("guidance:self_review")), (edition.title, address)],
        "sections": sections,
        "others": [(name, title) for name, title in ORDERS.items() if name != order],
        "edition": edition,
        "order": order,
        "content_date": edition.issued_on,
    }
    return render(request, "guidance/self_review/sheet.html", context)


@require_safe
@conditional
def sheet_word(request: HttpRequest, slug: str, order: str) -> HttpResponse:
    """The same for Word."""
    found = _sheet(slug, order)
    return word_file(of_sheet(found, found.edition.issued_on), name=f"self-review-{slug}-{order}")


def _sheet(slug: str, order: str) -> QuestionSheet:
    edition = editions.by_slug(slug)
    if edition is None or order not in ORDERS:
        raise Http404
    return QuestionSheet(edition, order)
