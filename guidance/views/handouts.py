"""What parents and carers read, and what settings print and share of it."""

import re
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance import handout_pictures
from guidance.handouts import code, translations
from guidance.models import Handout, Revision
from guidance.services import front_door, included
from guidance.services.handout_sheet import audience, drawing_of, number_lines
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn
from lesas_portal.core.addresses import absolute
from lesas_portal.core.conditional import conditional

AFTER_COLON = re.compile(r"(?<=:) ")
HEADING = "For parents and carers"


@dataclass(frozen=True)
class Look:
    """One way to print a hand-out: its name in addresses and classes, and in words."""

    name: str
    title: str


LOOKS = (
    Look("colour", "Print in colour"),
    Look("less-ink", "Print with less ink"),
    Look("large-print", "Large print"),
)
PICTURES = Look("pictures", "Pictures for small children")


@require_safe
def handouts(request: HttpRequest) -> HttpResponse:
    """Every hand-out, by age, and where parents can get help."""
    context = {
        "heading": HEADING,
        "lead": "What to do when something has gone wrong online, and one page for each age to read tonight.",
        "crumbs": [],
        "handouts": Handout.objects.published(),
    }
    return render(request, "guidance/handouts.html", context)


@require_safe
@respond_410_when_withdrawn
def handout(request: HttpRequest, slug: str) -> HttpResponse:
    """One hand-out as its sheet, with what staff take from it."""
    found = get_published_or_404(Handout.objects.all(), slug)
    return render(request, "guidance/handout.html", handout_context(found))


@require_safe
@respond_410_when_withdrawn
def sheet(request: HttpRequest, slug: str, look: str) -> HttpResponse:
    """The sheet alone, to print in one of its looks."""
    found = get_published_or_404(Handout.objects.all(), slug)
    context = handout_context(found)
    shown = next((one for one in context["looks"] if one.name == look), None)
    if shown is None:
        raise Http404
    return render(request, "guidance/handout_sheet.html", {**context, **_alone(found, shown)})


def _alone(handout: Handout, look: Look) -> dict:
    return {
        "look": look,
        "lead": "",
        "pictures": handout_pictures.read(handout.pictures) if look is PICTURES else [],
        "crumbs": crumbs_of(handout),
        "crumb": look.title,
        "noindex": True,
    }


def crumbs_of(handout: Handout) -> list[tuple[str, str]]:
    """Return the way to what stands below the page of a hand-out."""
    return [(HEADING, reverse("guidance:handouts")), (handout.title, handout.get_absolute_url())]


@require_safe
@conditional
@respond_410_when_withdrawn
def handout_code(request: HttpRequest, slug: str) -> HttpResponse:
    """The code to scan that leads to the page of a hand-out, as an SVG file."""
    found = get_published_or_404(Handout.objects.all(), slug)
    return HttpResponse(code.svg_of(absolute(found.get_absolute_url())), content_type="image/svg+xml")


def handout_context(handout: Handout) -> dict:
    """Everything the page of ``handout`` shows."""
    history = Revision.objects.of(handout).notable()
    content_date = handout.content_date(history)
    return {
        "heading": handout.title,
        "lead": handout.summary,
        "crumbs": [(HEADING, reverse("guidance:handouts"))],
        "handout": handout,
        "obj": handout,
        **_sheet(handout),
        "page_address": absolute(handout.get_absolute_url()),
        "looks": [*LOOKS, *([PICTURES] if handout.pictures else [])],
        "translations": translations.public_ones(handout.slug, content_date),
        "sources": handout.sources.published().as_sources(),
        "history": history,
        "content_date": content_date,
    }


def _sheet(handout: Handout) -> dict:
    """What stands on the sheet above its foot."""
    text = included.annotated(handout.body)
    door = front_door.now()
    return {
        "audience": audience(handout),
        "title": AFTER_COLON.split(handout.title, maxsplit=1),
        "say": handout.say,
        "body": text.texts[0],
        "notes": text.notes,
        "door": door,
        "drawing": drawing_of(handout.slug),
        "numbers": number_lines(handout, door),
    }
