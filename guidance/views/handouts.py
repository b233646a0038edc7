"""What to share with parents and carers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance.models import Handout, Revision
from guidance.services import front_door, included
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn


@require_safe
def handouts(request: HttpRequest) -> HttpResponse:
    """Every hand-out, by age, and where parents can get help."""
    context = {
        "heading": "Share with parents and carers",
        "lead": "Print a one-page hand-out, or copy a short piece into your newsletter.",
        "crumbs": [],
        "handouts": Handout.objects.published(),
    }
    return render(request, "guidance/handouts.html", context)


@require_safe
@respond_410_when_withdrawn
def handout(request: HttpRequest, slug: str) -> HttpResponse:
    """One hand-out, made to print on a page, with its newsletter snippet."""
    found = get_published_or_404(Handout.objects.all(), slug)
    return render(request, "guidance/handout.html", handout_context(found))


def handout_context(handout: Handout) -> dict:
    """Everything the page of ``handout`` shows."""
    text = included.annotated(handout.body)
    history = Revision.objects.of(handout).notable()
    return {
        "heading": handout.title,
        "lead": handout.summary,
        "crumbs": [("Share with parents and carers", reverse("guidance:handouts"))],
        "handout": handout,
        "body": text.texts[0],
        "notes": text.notes,
        "obj": handout,
        "door": front_door.now(),
        "sources": handout.sources.published().as_sources(),
        "history": history,
        "content_date": handout.content_date(history),
    }
