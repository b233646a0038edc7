"""What is due for a check, over all kinds of content in one list."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import TruncDate
from django.utils import timezone

from guidance.models import (
    GuidancePage,
    GuidedRoute,
    Handout,
    Helpline,
    PolicyTemplate,
    Publishable,
    Resource,
    RiskArea,
    Role,
    SearchDocument,
    Service,
    Update,
)

Model = type[Publishable]
KINDS: dict[str, Model] = {
    str(model._meta.model_name): model
    for model in (
        *(GuidancePage, GuidedRoute, Handout, Helpline, PolicyTemplate),
        *(Resource, RiskArea, Role, Service, Update),
    )
}
KCSIE = "kcsie"
"""The slug of its resource: what cites it belongs to the season."""
KCSIE_NAMES = ("kcsie", "keeping children safe in education")
COLUMNS = ("noun", "pk", "title", "due_on", "is_statutory", "checked_on", "owner")


@dataclass(frozen=True)
class Due:
    """One page that somebody must look at, and the day by which."""

    noun: str
    pk: int
    title: str
    due_on: date
    is_statutory: bool
    checked_on: date | None
    owner: str

    @property
    def kind_words(self) -> str:
        """What advisers call this kind."""
        return str(KINDS[self.noun]._meta.verbose_name)

    @property
    def change_url_name(self) -> str:
        """The name of the address of its form."""
        return f"admin:guidance_{self.noun}_change"

    @property
    def key(self) -> str:
        """What a form sends for it."""
        return f"{self.noun}:{self.pk}"


def due(*, until: date, kind: str = "", is_season: bool = False, at: datetime | None = None) -> QuerySet:
    """Return what is public at ``at`` and due by ``until``, as rows of ``COLUMNS``, the first due first.

    Of one day what is statutory comes first. What nobody has checked yet is due since it became public.
    With ``is_season`` only what names KCSIE or cites it.
    """
    at = at or timezone.now()
    models = [KINDS[kind]] if kind else list(KINDS.values())
    parts = [_due_of(model, at).filter(due_on__lte=until) for model in models]
    if is_season:
        parts = [part.filter(_names_kcsie(model)) for model, part in zip(models, parts, strict=True)]
    return joined(part.values(*COLUMNS) for part in parts).order_by("due_on", "-is_statutory", "title", "pk")


def due_counts(at: datetime | None = None) -> tuple[int, int]:
    """Return how many pages are due for a check at ``at`` (default: now), and how many are statutory."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    counted = [
        _due_of(model, at)
        .filter(due_on__lte=today)
        .values("noun")
        .annotate(number=Count("pk"), statutory=Count("pk", filter=Q(is_statutory=True)))
        .values_list("number", "statutory")
        for model in KINDS.values()
    ]
    found = list(joined(counted))
    return sum(number for number, _ in found), sum(statutory for _, statutory in found)


def read(rows: Iterable[Mapping[str, Any]]) -> Iterator[Due]:
    """Turn rows of ``due`` into what a page shows."""
    for row in rows:
        yield Due(**{**row, "is_statutory": bool(row["is_statutory"])})


def season_ends(today: date) -> date:
    """Return the next 1 September after ``today``: the day from which a new KCSIE applies."""
    this_year = date(today.year, 9, 1)
    return this_year if today < this_year else date(today.year + 1, 9, 1)


def of_keys(keys: Collection[str]) -> dict[Model, list[int]]:
    """Read what a form sent ("resource:12") as primary keys by model; what is no key is left out."""
    found: dict[Model, list[int]] = {}
    for key in keys:
        kind, _, number = key.partition(":")
        if kind in KINDS and number.isascii() and number.isdigit() and len(number) < 19:
            found.setdefault(KINDS[kind], []).append(int(number))
    return found


def _due_of(model: Model, at: datetime) -> QuerySet:
    is_statutory = F("statutory") if model is Resource else Value(False, output_field=BooleanField())
    never = When(checked_on=None, then=TruncDate("first_public_at"))
    return (
        model.objects.published(at)
        .order_by()
        .annotate(
            noun=Value(str(model._meta.model_name), output_field=CharField()),
            is_statutory=is_statutory,
            due_on=Case(never, default=F("next_check_on"), output_field=DateField()),
        )
    )


def _names_kcsie(model: Model) -> Q:
    """Those of ``model`` that name KCSIE in what search reads of them, or cite it."""
    named = Q()
    for words in KCSIE_NAMES:
        for field in ("title", "summary", "keywords", "headings", "body"):
            named |= Q(**{f"{field}__icontains": words})
    documents = SearchDocument.objects.filter(
        named, object_type=model._meta.model_name, object_id=OuterRef("pk")
    )
    cites = Q()
    if any(field.name == "sources" for field in model._meta.many_to_many):
        cites = Q(pk__in=model.objects.order_by().filter(**{"sources__slug": KCSIE}).values("pk"))
    return Q(Exists(documents)) | cites


def joined(parts: Iterable[QuerySet]) -> QuerySet:
    """Return the rows of all ``parts`` as one query."""
    first, *others = parts
    return first.union(*others, all=True) if others else first
