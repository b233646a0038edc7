"""Training and services."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance.markup import Heading
from guidance.models import Revision, Service
from guidance.services import included
from guidance.views.grouping import by_choice, contents_of
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """What settings can ask for now, then what may run again."""
    groups = by_choice(Service.objects.published(), "availability", Service.Availability)
    context = {
        "heading": "Training and services",
        "lead": "Training, reviews and support for designated safeguarding leads (DSLs) and their settings.",
        "crumbs": [],
        "reply_days": settings.REPLY_TARGET_WORKING_DAYS,
        "groups": groups,
        "contents": (*contents_of(groups), Heading(2, "quote", "What it costs, and how to ask")),
    }
    return render(request, "guidance/services.html", context)


@require_safe
@respond_410_when_withdrawn
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service: what it is, for whom, and how to ask for it."""
    found = get_published_or_404(Service.objects.select_related("resource"), slug)
    return render(request, "guidance/service.html", service_context(found))


def service_context(service: Service) -> dict:
    """Everything the page of ``service`` shows."""
    history = Revision.objects.of(service).notable()
    text = included.annotated(service.description, service.booking_note)
    return {
        "heading": service.title,
        "lead": service.summary,
        "crumbs": [("Training and services", reverse("guidance:services"))],
        "service": service,
        "description": text.texts[0],
        "booking_note": text.texts[1],
        "notes": text.notes,
        "obj": service,
        "expired": service.has_expired(),
        "reply_days": settings.REPLY_TARGET_WORKING_DAYS,
        "enquiry_topic": "review" if service.kind == Service.Kind.REVIEW else "training",
        "history": history,
        "content_date": service.content_date(history),
    }
