"""Where readers meet a helpline's number: who changes it should see what changes with it."""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.urls import reverse

from guidance.models import (
    GuidedRoute,
    Handout,
    Helpline,
    PolicyTemplate,
    Resource,
    RouteOutcome,
    SharedBlock,
)
from guidance.models.including import whole_texts
from guidance.models.load_bearing import LADO, OFFICE, ON_FRONT_DOOR, OUT_OF_HOURS, OWN, POLICE
from guidance.routes.schema import COMMON
from guidance.services import block_uses
from guidance.services.uses import Use

SHOWS = "shows its number"
# Pages that are made by the portal, with the name of their address, and the contacts that each prints.
MADE = (
    (
        "The foot of every page, of every printed sheet and of every error page",
        "guidance:home",
        (OFFICE, OUT_OF_HOURS),
    ),
    ("Worried about a child: the Front Door", "guidance:front_door", ON_FRONT_DOOR),
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
ON_HANDOUTS = (OFFICE, OUT_OF_HOURS)
IN_POLICIES = (OFFICE, OUT_OF_HOURS, POLICE, LADO)


def of(helpline: Helpline) -> list[Use]:
    """Return every place where the number of ``helpline`` stands, those the portal makes first."""
    slug = helpline.slug
    return [*_made(slug), *_whole_kinds(slug), *_texts(slug), *_outcomes(slug), *_resources(helpline)]


def _made(slug: str) -> Iterator[Use]:
    for title, name, slugs in MADE:
        if slug in slugs:
            yield Use(title, "made by the portal", "", reverse(name), SHOWS)


def _whole_kinds(slug: str) -> Iterator[Use]:
    """Content of a kind that always prints it, whatever it says."""
    kinds: tuple[tuple[tuple[str, ...], Any, str], ...] = (
        (IN_POLICIES, PolicyTemplate, "on its page of contacts"),
        (ON_HANDOUTS, Handout, "at its head"),
    )
    for slugs, model, how in kinds:
        if slug in slugs:
            yield from (_use(row, f"{SHOWS} {how}") for row in model.objects.order_by("title"))
    if slug in ON_CHARTS:
        for route in GuidedRoute.objects.exclude(slug=COMMON).order_by("order"):
            chart = reverse("guidance:route_chart", args=[route.slug]) if route.is_published() else ""
            yield Use(route.title, "chart of a guided route", _admin(route), chart, SHOWS)


def _texts(slug: str) -> Iterator[Use]:
    """Pages and hand-outs that name it, and those that put in a shared block which does."""
    name = f"{{{slug}}}"
    blocks = [block for block in SharedBlock.objects.all() if name in f"{block.text}{block.public_text}"]
    for block in blocks:
        yield Use(block.title, "shared block", _admin(block), "", SHOWS)
    keys = {block.key for block in blocks}
    for page, text in whole_texts():
        if name in text:
            yield _use(page, SHOWS)
        elif keys & set(block_uses.INCLUDED.findall(text)):
            yield _use(page, f"{SHOWS} in a shared block")


def _outcomes(slug: str) -> Iterator[Use]:
    """Ends of guided routes with its call button, or that name it."""
    name = re.compile(re.escape(f"{{{slug}}}"))
    for outcome in RouteOutcome.objects.select_related("route").prefetch_related("steps"):
        if slug in outcome.ring:
            how = "has its call button"
        elif name.search("\n".join(outcome.texts())):
            how = SHOWS
        else:
            continue
        page = reverse("guidance:route_outcome", args=[outcome.route.slug, outcome.key])
        # What every route has stands in each of them, and has no page of its own.
        public = page if outcome.route.is_published() and not outcome.route.is_common else ""
        yield Use(
            f"{outcome.route.title}: {outcome.title}", "end of a guided route", _admin(outcome), public, how
        )


def _resources(helpline: Helpline) -> Iterator[Use]:
    for resource in Resource.objects.filter(helpline=helpline).order_by("title"):
        yield _use(resource, SHOWS)


def _use(row: Any, how: str) -> Use:
    is_public = row.is_published()
    public = row.get_absolute_url() if is_public else ""
    return Use(
        row.title,
        str(row._meta.verbose_name),
        _admin(row),
        public,
        how if is_public else f"{how}, not public now",
    )


def _admin(row: Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
