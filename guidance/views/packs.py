"""A briefing or a pack for parents: choose, then read, print or download. Nothing is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet, TextChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance.briefing_rows import first_day_of_term
from guidance.markup import Heading
from guidance.models import GuidancePage, Handout, Helpline, Publishable
from guidance.models.load_bearing import EMERGENCY, OFFICE, OUT_OF_HOURS
from guidance.packs import choice as choices
from guidance.packs.choice import Choice
from guidance.packs.parts import NOTHING_NEW, GoneError, Pack, gather
from guidance.packs.word import of_pack
from guidance.services import front_door
from guidance.views.grouping import by_choice
from guidance.views.policy_files import word_file

ON_EVERY_SHEET = (EMERGENCY, OFFICE, OUT_OF_HOURS)
"""Helplines that stand at the foot of what is printed and on top of the Word file: nobody chooses them."""
Chosen = Mapping[str, frozenset[str]]
HEADING = "Make a briefing or a pack for parents"


@dataclass(frozen=True)
class Options:
    """What can be ticked under one heading: rows of one kind, and how many of them are ticked already."""

    name: str
    title: str
    rows: list[Any]
    number_chosen: int


@dataclass(frozen=True)
class Preset:
    """A choice that is often made, ready to be changed: its name and what stands behind ``?`` for it."""

    title: str
    query: str


@require_safe
def pack(request: HttpRequest) -> HttpResponse:
    """Choose what goes in; what the address names is ticked already."""
    return _choose(request)


@require_safe
def pack_page(request: HttpRequest) -> HttpResponse:
    """The pack as one page, to read and print."""
    made = _made(request)
    if isinstance(made, HttpResponse):
        return made
    query = made.choice.query
    context = {
        "heading": made.title,
        "lead": "Online safety, from the pages of LESAS.",
        "crumbs": [(HEADING, reverse("guidance:pack"))],
        "pack": made,
        "contents": _contents(made),
        "nothing_new": NOTHING_NEW,
        "word_address": f"{reverse('guidance:pack_word')}?{query}",
        "change_address": f"{reverse('guidance:pack')}?{query}",
        "content_date": made.content_date,
        "noindex": True,
    }
    return render(request, "guidance/packs/made.html", context)


@require_safe
def pack_word(request: HttpRequest) -> HttpResponse:
    """The pack as a Word file."""
    made = _made(request)
    if isinstance(made, HttpResponse):
        return made
    return word_file(of_pack(made, front_door.now()), name=f"online-safety-{made.made_on:%Y-%m-%d}")


def _made(request: HttpRequest) -> Pack | HttpResponse:
    """What was chosen, or the page that says why there is no pack."""
    try:
        return gather(choices.read(request.GET))
    except choices.ChoiceError as error:
        return _choose(request, problem=str(error))
    except GoneError as error:
        context = {
            "heading": "Part of your pack is no longer here",
            "lead": "",
            "crumbs": [(HEADING, reverse("guidance:pack"))],
            "gone": error.gone,
            "instead": error.instead,
            "has_any": not error.instead.is_empty,
            "has_successor": any(one.successor for one in error.gone),
            "noindex": True,
        }
        return render(request, "guidance/packs/gone.html", context, status=HTTPStatus.GONE)


def _choose(request: HttpRequest, problem: str = "") -> HttpResponse:
    chosen = choices.chosen_so_far(request.GET)
    context = {
        "heading": HEADING,
        "lead": "Choose pages, hand-outs and helplines. You get one page to print, or a Word file.",
        "crumbs": [],
        "problem": problem,
        "form": {"errors": problem},  # so that the title says so (templates/base.html)
        "most": choices.MOST,
        "audiences": choices.AUDIENCES.items(),
        "audience": "parents" if "parents" in chosen["audience"] else "staff",
        "chosen": chosen,
        **_offered(chosen),
        "months": [(day.isoformat(), day) for day in choices.months(timezone.localdate())],
        "noindex": bool(request.GET) or bool(problem),
    }
    status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK
    return render(request, "guidance/packs/choose.html", context, status=status)


def _offered(chosen: Chosen) -> dict[str, Any]:
    """What can be ticked, by kind, and choices that are often made."""
    guidance = _options("page", GuidancePage.objects.published(), "group", GuidancePage.Group, chosen)
    handouts = _option("handout", "All hand-outs", Handout.objects.published(), chosen)
    helplines = Helpline.objects.published().exclude(slug__in=ON_EVERY_SHEET)
    return {
        "guidance": guidance,
        "handouts": handouts,
        "helplines": _options("helpline", helplines, "need", Helpline.Need, chosen),
        "presets": _presets(guidance, handouts),
    }


def _options(
    name: str, rows: QuerySet, field: str, kinds: type[TextChoices], chosen: Chosen
) -> list[Options]:
    groups = by_choice(rows, field, kinds)
    return [_option(name, str(kind.label), members, chosen) for kind, members in groups]


def _option(name: str, title: str, rows: Iterable[Publishable], chosen: Chosen) -> Options:
    members = list(rows)
    return Options(name, title, members, sum(row.slug in chosen[name] for row in members))


def _presets(guidance: list[Options], handouts: Options) -> list[Preset]:
    """Return choices that are often made, of what is public now; none of nothing."""
    basics = [row.slug for one in guidance for row in one.rows if row.group == GuidancePage.Group.START]
    sheets = [row.slug for row in handouts.rows]
    term = first_day_of_term(timezone.localdate())
    choices_made = (
        ("For a staff meeting: the basics, and what is new this term", "staff", "page", basics, term),
        ("For a parents’ evening: every hand-out", "parents", "handout", sheets, None),
    )
    return [
        Preset(title, Choice(audience, {name: tuple(slugs[: choices.MOST])}, since).query)
        for title, audience, name, slugs, since in choices_made
        if slugs
    ]


def _contents(made: Pack) -> tuple[Heading, ...]:
    named = [(part.anchor, part.title) for part in made.parts]
    named += [("helplines", "Helplines")] if made.helplines else []
    named += [("new", made.new_since)] if made.since else []
    named += [("sources", "Sources")] if made.sources else []
    return tuple(Heading(2, anchor, text) for anchor, text in named)
