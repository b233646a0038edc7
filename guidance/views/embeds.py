"""A card with Kent's numbers and a list of helplines for the sites of schools: the only pages of ours that
another site may show in a frame, and how to put them there."""

from collections.abc import Callable
from functools import wraps

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from guidance import page_copies
from guidance.embed_lines import EmbedLine, last_known_lines, lines_of
from guidance.policies.document import PUBLISHER
from guidance.services import front_door
from lesas_portal.core.addresses import absolute

FRAME_POLICY = {
    "frame-ancestors": settings.EMBEDDED_BY,
    **dict.fromkeys(("script-src", "connect-src", "form-action", "font-src", "manifest-src"), [NONE]),
}
CARD_TITLE, LIST_TITLE = "Worried about a child?", "Someone to talk to"
CARD_HEIGHT, LIST_HEIGHT = 500, 700
"""Of the frames, in CSS pixels: what they hold at 300 pixels' width in Chromium (429 and 592), and room for
hours that are confirmed later."""


def framable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let pages of ``settings.EMBEDDED_BY`` show what ``view`` answers in a frame.

    All that such a page loads is its looks. A kept copy is asked about again, since it goes by the clock.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response["Cache-Control"] = "no-cache"
        return response

    framed: Callable[..., HttpResponse] = xframe_options_exempt(answer)
    return csp_replace(FRAME_POLICY)(framed)  # type: ignore[return-value]


@require_safe
@framable
def embedded_front_door(request: HttpRequest) -> HttpResponse:
    """Whom to ring about a child, by the clock. Stands without the database."""
    context = {"heading": CARD_TITLE, "door": front_door.now()}
    return render(request, "guidance/embeds/front_door.html", context)


@require_safe
@framable
def embedded_helplines(request: HttpRequest) -> HttpResponse:
    """Helplines for children and parents, and whether each is open. Stands without the database."""
    door = front_door.now()
    context = {"heading": LIST_TITLE, "door": door, "lines": _lines(door)}
    return render(request, "guidance/embeds/helplines.html", context)


@require_safe
def embeds(request: HttpRequest) -> HttpResponse:
    """How to put them on a site: a frame to paste, and HTML to paste where frames are not allowed."""
    door = front_door.now()
    known = {
        "door": door,
        "lines": _lines(door),
        "today": timezone.localdate(),
        "site_url": settings.SITE_URL,
    }
    parts = [
        _part("front-door", CARD_TITLE, "embedded_front_door", CARD_HEIGHT, known),
        _part("helplines", LIST_TITLE, "embedded_helplines", LIST_HEIGHT, known),
    ]
    context = {
        "heading": "Put our numbers on your own site",
        "lead": "A card with the Front Door’s numbers, and a list of helplines. It takes five minutes.",
        "crumbs": [("About LESAS", reverse("about"))],
        "parts": parts,
    }
    return render(request, "guidance/embeds/how.html", context)


def _part(anchor: str, title: str, name: str, height: int, known: dict) -> dict:
    address = reverse(f"guidance:{name}")
    frame = format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" style="border:0" loading="lazy"></iframe>',
        absolute(address),
        f"{PUBLISHER}: {title}",
        height,
    )
    html = render_to_string(f"guidance/embeds/paste_{name.removeprefix('embedded_')}.html", known)
    return {"anchor": anchor, "title": title, "address": address, "frame": frame, "html": html.strip()}


def _lines(door: front_door.FrontDoor) -> list[EmbedLine]:
    try:
        return lines_of(page_copies.of_helplines().helplines, door.at)
    except Error:
        return last_known_lines(door)
