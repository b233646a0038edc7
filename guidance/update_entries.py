"""What is new for readers: updates, and the notable changes of everything else that is public, newest first.

Entries stand in the order in which readers could first see them. The day that an update is about is a fact
which it states: nothing is ordered or dated by it, and no date of an entry is ever still to come.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
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
    Revision,
    RiskArea,
    Role,
    Service,
    Update,
)
from guidance.update_scope import Scope

ENTRIES = 30
"""How many a feed holds."""
KINDS: dict[type[Publishable], str] = {
    GuidancePage: "Guidance page",
    GuidedRoute: "Guided route",
    Handout: "Hand-out",
    Helpline: "Helpline",
    PolicyTemplate: "Policy template",
    Resource: "Resource",
    RiskArea: "Risk area",
    Role: "Door by role",
    Service: "Training or service",
    Update: "Update",
}
"""What readers call each kind of content whose changes they are told."""
BY_NAME = {model._meta.model_name: model for model in KINDS}
EVERYTHING = Scope()


@dataclass(frozen=True)
class UpdateEntry:
    """One line of the updates page and one entry of a feed."""

    title: str
    path: str
    note: str
    published: datetime
    updated: datetime
    key: str
    """What its lasting name ends in; see ``tag``."""
    kind: str = ""
    """What has changed; empty for an update."""
    update: Update | None = None

    def get_absolute_url(self) -> str:
        """Where it leads, under the name that content has for it."""
        return self.path

    @property
    def tag(self) -> str:
        """Its lasting name in feeds (RFC 4151): the same whatever host was asked, http or https."""
        return tag(self.key)


def tag(key: str) -> str:
    """Return a name that no other site gives to anything."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{key}"


class UpdateEntries:
    """All entries, or those of a scope, a stretch of time or some kinds of content; a slice is fetched alone.

    To find the entries of a slice is one query, to fetch them two, however many there are.
    """

    def __init__(
        self,
        *,
        scope: Scope = EVERYTHING,
        kinds: Sequence[type[Publishable]] = tuple(KINDS),
        since: datetime | None = None,
        until: datetime | None = None,
        at: datetime | None = None,
    ) -> None:
        """Those of ``scope`` from ``since`` on and before ``until``, as they are told at ``at`` (now)."""
        self._scope, self._kinds, self._at = scope, kinds, at or timezone.now()
        self._within = {"moment__gte": since, "moment__lt": until}

    def __len__(self) -> int:
        return self._rows.count()

    def __iter__(self) -> Iterator[UpdateEntry]:
        return iter(self[:])

    def __getitem__(self, part: slice) -> list[UpdateEntry]:
        rows = list(self._rows[part])
        updates = {row["key"] for row in rows if row["is_update"]}
        found = {(1, key): entry for key, entry in self._of_updates(updates)} if updates else {}
        changes = {row["key"] for row in rows if not row["is_update"]}
        found |= {(0, key): entry for key, entry in self._of_changes(changes)} if changes else {}
        return [found[row["is_update"], row["key"]] for row in rows]

    @cached_property
    def _rows(self) -> QuerySet[Any, dict[str, Any]]:
        """Where each entry stands: one row for each, in order."""
        columns = ("moment", "day", "is_update", "key")
        changes = self._in_time(
            self._changes.annotate(moment=F("at"), day=TruncDate("at"), is_update=Value(0), key=F("pk"))
        ).values(*columns)
        if Update in self._kinds:
            updates = self._in_time(
                self._public(Update).annotate(
                    moment=F("first_public_at"), day=F("happened_on"), is_update=Value(1), key=F("pk")
                )
            )
            changes = changes.order_by().union(updates.order_by().values(*columns), all=True)
        return changes.order_by("-moment", "-day", "-is_update", "-key")

    def _in_time(self, rows: QuerySet) -> QuerySet:
        return rows.filter(**{name: moment for name, moment in self._within.items() if moment})

    @property
    def _changes(self) -> QuerySet[Revision]:
        about = Q()
        for model in self._kinds:
            rows = self._public(model).order_by().values("pk")
            condition = Q(content_type__model=model._meta.model_name, object_id__in=rows)
            # The note with which an update itself was published says nothing that the update does not.
            about |= condition & Q(_is_correction) if model is Update else condition
        return Revision.objects.notable(self._at).filter(about, content_type__app_label="guidance")

    def _public(self, model: type[Publishable]) -> QuerySet:
        return self._scope.within(model.objects.published(self._at))

    def _of_updates(self, keys: set[int]) -> Iterator[tuple[int, UpdateEntry]]:
        changed_at = Revision.objects.newest_at(Update, self._at)
        rows: QuerySet = Update.objects.filter(pk__in=keys).annotate(changed_at=changed_at)
        for row in rows:
            yield (
                row.pk,
                UpdateEntry(
                    title=row.title,
                    path=row.get_absolute_url(),
                    note=row.summary,
                    published=row.first_public_at,
                    updated=max(row.first_public_at, row.changed_at or row.first_public_at),
                    key=f"updates/{row.slug}",
                    update=row,
                ),
            )

    def _of_changes(self, keys: set[int]) -> Iterator[tuple[int, UpdateEntry]]:
        rows = Revision.objects.filter(pk__in=keys).annotate(
            model=F("content_type__model"), title=_of_content("title"), slug=_of_content("slug")
        )
        for row in rows.values("pk", "at", "note", "model", "title", "slug"):
            model = BY_NAME[row["model"]]
            yield (
                row["pk"],
                UpdateEntry(
                    title=row["title"],
                    path=model(slug=row["slug"]).get_absolute_url(),
                    note=row["note"],
                    published=row["at"],
                    updated=row["at"],
                    key=f"changes/{row['pk']}",
                    kind=KINDS[model],
                ),
            )


_is_correction = Exists(Update.objects.filter(pk=OuterRef("object_id"), first_public_at__lt=OuterRef("at")))


def _of_content(name: str) -> Case:
    """The field ``name`` of what a revision is about."""
    cases = [
        When(
            content_type__model=model._meta.model_name,
            then=Subquery(model.objects.filter(pk=OuterRef("object_id")).order_by().values(name)[:1]),
        )
        for model in KINDS
    ]
    return Case(*cases, output_field=CharField())
