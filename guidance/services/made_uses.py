"""Where readers meet a helpline's number without any text naming it: on what the portal makes by itself."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from guidance.models import GuidedRoute, Handout, Helpline, PolicyTemplate
from guidance.models.load_bearing import LADO, OFFICE, ON_FRONT_DOOR, OUT_OF_HOURS, OWN, POLICE
from guidance.models.use import How
from guidance.routes.schema import COMMON
from guidance.services.use_names import Use, use_of

# Pages that are made by the portal, with the name of their address, and the contacts that each prints.
MADE = (
    ("Worried about a child: the Front Door", "guidance:front_door", ON_FRONT_DOOR),
    (
        "The foot of every page, of every printed sheet and of every error page",
        "guidance:home",
        (OFFICE, OUT_OF_HOURS),
    ),
    ("The card for staff", "guidance:staff_card", (OFFICE, OUT_OF_HOURS)),
    ("Allegations: the LADO", "guidance:allegations", (LADO, OFFICE, OUT_OF_HOURS)),
    (
        "The page for somebody who wrote to us about a child",
        "enquiries:question",
        (OFFICE, OUT_OF_HOURS, LADO),
    ),
    ("The form for enquiries, where it fails", "enquiries:question", (OWN,)),
)
ON_CHARTS = (OFFICE, OUT_OF_HOURS, POLICE)
# Content of a kind that always prints it, whatever it says.
KINDS: tuple[tuple[tuple[str, ...], Any, str], ...] = (
    ((OFFICE, OUT_OF_HOURS, POLICE, LADO), PolicyTemplate, "on its page of contacts"),
    ((OFFICE, OUT_OF_HOURS), Handout, "in its box of numbers"),
)
SHOWS = How.SHOWS.label


def pages(helpline: Helpline) -> Iterator[Use]:
    """Yield the pages that the portal makes, charts of guided routes last."""
    for title, name, slugs in MADE:
        if helpline.slug in slugs:
            yield Use(title, "made by the portal", "", reverse(name), SHOWS)
    if helpline.slug in ON_CHARTS:
        for route in GuidedRoute.objects.exclude(slug=COMMON).order_by("order"):
            chart = reverse("guidance:route_chart", args=[route.slug]) if route.is_published() else ""
            yield use_of(route, SHOWS, kind="chart of a guided route", public_url=chart)


def of_kinds(helpline: Helpline) -> Iterator[tuple[tuple[str, int], Use]]:
    """Yield the policies and hand-outs that print it whatever they say, each with its kind and number."""
    for slugs, model, where in KINDS:
        if helpline.slug in slugs:
            for row in model.objects.order_by("title"):
                yield (model._meta.model_name, row.pk), use_of(row, f"{SHOWS} {where}")
