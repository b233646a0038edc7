"""Write facts as rows: new ones created, unedited ones brought up to date, edited ones left alone.

Rows point at each other both ways (a resource at its helpline, the helpline at its website, a closed
entry at its successor), so rows are written first without their relations and connected afterwards.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Model, QuerySet

from guidance.loading import COMMAND, checksums
from guidance.loading.entries import Fact
from guidance.loading.reader import FixtureError
from guidance.models import Helpline, OpeningPeriod, Publishable, Publisher
from lesas_portal.core import audit


@dataclass
class Outcome:
    """How many rows of one model were met, created, updated, and left because an adviser edited them."""

    met: int = 0
    new: int = 0
    updated: int = 0
    edited: int = 0


@dataclass
class Written:
    """The rows of one model that this run writes, each with its fact."""

    new: list[tuple[Fact, Publishable]] = field(default_factory=list)
    updated: list[tuple[Fact, Publishable]] = field(default_factory=list)

    @property
    def all(self) -> list[tuple[Fact, Publishable]]:
        return [*self.new, *self.updated]


def write(model: type[Publishable], facts: list[Fact]) -> tuple[Written, Outcome]:
    """Create and update the rows of ``model``, without relations except publishers.

    Returns what was written, for ``connect``, and the counts. Raises BrokenFixture.
    """
    _refuse_doubles(facts)
    written, outcome = _judge(model, facts)
    publishers = _publishers(fact for fact, _ in written.all)
    for fact, row in written.all:
        _fill(row, fact, publishers)
    names = [*facts[0].values, "seed_state", *(["publisher"] if publishers else [])]
    try:
        model.objects.bulk_create(row for _, row in written.new)
        if written.updated:
            model.objects.bulk_update([row for _, row in written.updated], names)
    except IntegrityError as error:
        problem = f"an adviser's entry that must be unique is already there ({error})"
        raise FixtureError(str(model._meta.verbose_name_plural), "", problem) from None
    audit.record("load", by=COMMAND, about=[row for _, row in written.all])
    return written, outcome


def _judge(model: type[Publishable], facts: list[Fact]) -> tuple[Written, Outcome]:
    """Sort facts into new rows, rows to bring up to date, and rows to leave as they are."""
    written, outcome = Written(), Outcome(met=len(facts))
    rows = {row.slug: row for row in _with_relations(model, facts[0])}
    for fact in facts:
        row = rows.get(fact.slug)
        if row is None:
            written.new.append((fact, model(slug=fact.slug)))
        elif row.seed_state != checksums.of_row(row, fact):
            outcome.edited += 1
        elif row.seed_state != checksums.of_fact(fact):
            written.updated.append((fact, row))
    outcome.new, outcome.updated = len(written.new), len(written.updated)
    return written, outcome


def connect(model: type[Publishable], written: Written) -> None:
    """Point the rows that were written at the rows they name. Raises BrokenFixture for unknown names."""
    if not written.all:
        return
    fact = written.all[0][0]
    for name in fact.one:
        if name != "publisher":
            _connect_one(model, name, written.all)
    for name in fact.many:
        _connect_many(model, name, written)
    if model is Helpline:
        _connect_periods(written)


def _refuse_doubles(facts: list[Fact]) -> None:
    counts = Counter(fact.slug for fact in facts)
    for fact in facts:
        if counts[fact.slug] > 1:
            raise FixtureError(fact.source, "key", f"{fact.slug} is there more than once")


def _with_relations(model: type[Publishable], fact: Fact) -> QuerySet:
    lists = [*fact.many, *(["periods"] if model is Helpline else [])]
    return model.objects.select_related(*fact.one or [None]).prefetch_related(*lists)


def _publishers(facts: Iterable[Fact]) -> dict[str, Publisher]:
    """Publishers by name, for rows that are written: one that an adviser renamed is not made again."""
    wanted = {fact.one["publisher"] for fact in facts if "publisher" in fact.one}
    if not wanted:
        return {}
    known = set(Publisher.objects.values_list("name", flat=True))
    new = Publisher.objects.bulk_create(Publisher(name=name) for name in sorted(wanted - known))
    audit.record("load", by=COMMAND, about=new)
    return {publisher.name: publisher for publisher in Publisher.objects.all()}


def _fill(row: Publishable, fact: Fact, publishers: dict[str, Publisher]) -> None:
    for name, value in fact.values.items():
        setattr(row, name, value)
    row.seed_state = checksums.of_fact(fact)
    if publishers:
        row.publisher = publishers[fact.one["publisher"]]
    try:
        row.clean_fields(exclude=[*fact.one, "checked_by"])
    except ValidationError as error:
        name, problems = next(iter(error.message_dict.items()))
        raise FixtureError(fact.source, name, " ".join(problems)) from None


def _connect_one(model: type[Publishable], name: str, pairs: list[tuple[Fact, Publishable]]) -> None:
    target = model._meta.get_field(name).related_model
    ids = _ids(target, {fact.one[name] for fact, _ in pairs} - {""})
    for fact, row in pairs:
        key = fact.one[name]
        if key and key not in ids:
            raise FixtureError(fact.source, name, f"there is no {target._meta.verbose_name} {key}")
        setattr(row, f"{name}_id", ids.get(key))
    model.objects.bulk_update([row for _, row in pairs], [name])


def _connect_many(model: type[Publishable], name: str, written: Written) -> None:
    relation = model._meta.get_field(name)
    through, target = relation.remote_field.through, relation.related_model
    near, far = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    ids = _ids(target, {key for fact, _ in written.all for key in fact.many[name]})
    through.objects.filter(**{f"{near}__in": [row for _, row in written.updated]}).delete()
    links = []
    for fact, row in written.all:
        for key in dict.fromkeys(fact.many[name]):
            if key not in ids:
                raise FixtureError(fact.source, name, f"there is no {target._meta.verbose_name} {key}")
            links.append(through(**{f"{near}_id": row.pk, f"{far}_id": ids[key]}))
    through.objects.bulk_create(links)


def _connect_periods(written: Written) -> None:
    OpeningPeriod.objects.filter(helpline__in=[row for _, row in written.updated]).delete()
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(helpline=row, weekday=weekday, opens=opens, closes=closes)
        for fact, row in written.all
        for weekday, opens, closes in fact.periods
    )


def _ids(target: type[Model], keys: set[str]) -> dict[str, int]:
    """Ids of the rows that fixtures call by ``keys``."""
    return dict(target.objects.filter(slug__in=keys).values_list("slug", "pk"))
