"""How advisers find content: in any state, by any word of it, and numbers by their digits. One query."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import CharField, Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, Replace
from django.urls import reverse

from guidance.models import (
    Audience,
    Clause,
    ClauseVersion,
    Duty,
    Fact,
    GovernorQuestion,
    GuidancePage,
    GuidedRoute,
    Handout,
    Helpline,
    Phase,
    PolicyTemplate,
    Publishable,
    Publisher,
    Resource,
    RiskArea,
    Role,
    RouteAnswer,
    RouteOutcome,
    RouteQuestion,
    RouteStep,
    Service,
    SharedBlock,
    Synonym,
    Update,
)
from guidance.models.including import INCLUDING
from guidance.models.publication import Status
from lesas_portal.core.find import Group, Hit, Sought, may_open

SHOWN = 8
MOST = 3_000
EVERY_PAGE = ("title", "slug", "summary", "keywords")
STATES = {Status.DRAFT.value: "Draft", Status.WITHDRAWN.value: "Withdrawn"}


@dataclass(frozen=True)
class Noun:
    """Where the words of a kind stand: its title, its fields, and fields of the rows that hang on it."""

    model: type[Model]
    title: Any
    fields: tuple[str, ...]
    below: tuple[type[Model], str, tuple[str, ...]] | None = None


def _page(model: type[Publishable], *fields: str) -> Noun:
    texts = INCLUDING.get(model, ())
    return Noun(model, F("title"), (*EVERY_PAGE, *texts, *fields))


def _within(name: str, parent: str) -> Concat:
    return Concat(F(name), Value(" ("), F(parent), Value(")"), output_field=CharField())


NOUNS = (
    _page(Helpline, "phone", "text_number", "email", "who", "about", "note"),
    _page(GuidancePage),
    _page(Resource, "former_names", "taken_in", "url", "publisher__name", "note"),
    _page(PolicyTemplate, "statutory_basis", "purpose"),
    Noun(
        Clause,
        _within("label", "section__template__title"),
        ("label", "key", "why", "reference"),
        (ClauseVersion, "clause", ("text",)),
    ),
    _page(GuidedRoute, "lead"),
    Noun(
        RouteQuestion,
        _within("title", "route__title"),
        ("title", "key", "hint", "why"),
        (RouteAnswer, "question", ("label", "hint")),
    ),
    Noun(
        RouteOutcome,
        _within("title", "route__title"),
        ("title", "key", "verdict", "parents_words", "review", "do_not", "record", "tell", "differences"),
        (RouteStep, "outcome", ("title", "text", "done")),
    ),
    Noun(SharedBlock, F("title"), ("title", "key", "text", "public_text")),
    _page(RiskArea, "heading", "example_words"),
    _page(Handout, "say", "newsletter", "app_text", "pictures"),
    _page(Role, "name", "tasks"),
    _page(Service, "audience", "format"),
    _page(Update),
    Noun(Synonym, F("term"), ("term", "phrasings", "expands_to", "destinations", "explanation")),
    Noun(Fact, F("statement"), ("key", "statement", "source", "url", "confirm")),
    Noun(Duty, F("title"), ("key", "title", "note", "leads", "source", "proof")),
    Noun(GovernorQuestion, F("ask"), ("key", "ask", "good_answer", "poor_answer")),
    Noun(Publisher, F("name"), ("name",)),
    Noun(Audience, F("name"), ("name", "slug")),
    Noun(Phase, F("name"), ("name", "slug")),
)
"""What is found, in the order of the groups."""


def content(user: User | AnonymousUser, sought: Sought) -> list[Group]:
    """Return what ``user`` may open that holds every word of ``sought``; those with it in the title first."""
    nouns = [(number, noun) for number, noun in enumerate(NOUNS) if may_open(user, noun.model)]
    if not nouns:
        return []
    first, *others = (_rows(number, noun, sought) for number, noun in nouns)
    found: dict[int, list[tuple[Any, ...]]] = {}
    for number, *row in first.union(*others, all=True)[:MOST]:
        found.setdefault(number, []).append(tuple(row))
    return [_group(NOUNS[number].model, rows, sought) for number, rows in sorted(found.items())]


def _rows(number: int, noun: Noun, sought: Sought) -> QuerySet:
    # A queryset of its own: a model's may have an order, which a union cannot have.
    rows = noun.model._base_manager.order_by().filter(_holds(noun, sought))
    status = F("status") if issubclass(noun.model, Publishable) else Value("")
    return rows.values_list(
        Value(number),
        F("pk"),
        Cast(noun.title, CharField()),
        Cast(status, CharField()),
    )


def _holds(noun: Noun, sought: Sought) -> Q:
    """Every word stands somewhere in the row; or the digits of its number are those that were typed."""
    words = Q()
    for word in sought.words:
        words &= _somewhere(noun, word)
    if noun.model is Helpline and sought.digits:
        return words | Q(pk__in=_with_number(sought.digits).values("pk"))
    return words


def _somewhere(noun: Noun, word: str) -> Q:
    places = Q()
    for name in noun.fields:
        places |= Q(**{f"{name}__icontains": word})
    if noun.below:
        model, parent, fields = noun.below
        within = Q()
        for name in fields:
            within |= Q(**{f"{name}__icontains": word})
        places |= Q(Exists(model._base_manager.filter(within, **{parent: OuterRef("pk")})))
    return places


def _with_number(digits: str) -> QuerySet[Helpline]:
    # As it is dialled from abroad, too.
    national = f"0{digits[2:]}" if digits.startswith("44") else digits
    bare = {name: Replace(name, Value(" "), Value("")) for name in ("phone", "text_number")}
    return (
        Helpline._base_manager.order_by()
        .alias(bare_phone=bare["phone"], bare_text=bare["text_number"])
        .filter(Q(bare_phone__contains=national) | Q(bare_text__contains=national))
    )


def _group(model: type[Model], rows: Iterable[tuple[Any, ...]], sought: Sought) -> Group:
    def rank(row: tuple[Any, ...]) -> tuple[int, str]:
        title = str(row[1]).casefold()
        return (0 if all(word.casefold() in title for word in sought.words) else 1, title)

    placed = sorted(rows, key=rank)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    hits = [
        Hit(title, reverse(name, args=[pk]), STATES.get(status, "")) for pk, title, status in placed[:SHOWN]
    ]
    heading = str(model._meta.verbose_name_plural)
    return Group(heading[:1].upper() + heading[1:], hits, max(len(placed) - SHOWN, 0))
